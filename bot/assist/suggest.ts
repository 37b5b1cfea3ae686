import type { Bilingual } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { followUpsOf, promisesOf } from '../../db/follow-ups.ts';
import { type SuggestOutput, suggest } from '../../prompts/suggest.ts';
import { showRule, showRuleReason } from '../view/stage.ts';
import { type Assist, type AssistLook, callOptions, mapOutcome } from './assist.ts';
import { citedQuote, gatherConversation } from './gather.ts';
import { openBlocks } from './summary.ts';

const actions: Readonly<Record<SuggestOutput['action'], Bilingual>> = {
  reply: { zh: '回复', en: 'Reply' },
  call: { zh: '打电话', en: 'Call' },
  visit: { zh: '拜访', en: 'Visit' },
  fix: { zh: '解决问题', en: 'Solve it' },
  offer: { zh: '提方案', en: 'Make an offer' },
  wait: { zh: '先等', en: 'Wait' },
};
const times: Readonly<Record<SuggestOutput['when'], Bilingual>> = {
  now: { zh: '现在', en: 'now' },
  today: { zh: '今天', en: 'today' },
  'this-week': { zh: '本周', en: 'this week' },
};

const followUpLines = async ({ db, company, customer, language }: AssistLook): Promise<string[]> =>
  (await followUpsOf(db, customer.id))
    .slice(0, 8)
    .map((each) =>
      `${showRule(each.rule, language, company.rules)}: ${showRuleReason(each.rule, each.numbers, language, company.rules)}`.slice(
        0,
        400,
      ),
    );

/** `suggest NAME`: the one thing to do next. */
export const suggestAssist: Assist = {
  kind: 'suggest',
  title: (name, language) => (language === 'zh' ? `${name}：下一步建议` : `${name}: what to do next`),
  offline: async (look) => {
    const lines = (await followUpLines(look)).map((text): CardBlock => ({ kind: 'text', text: `• ${text}` }));
    const blocks = [...lines, ...(await openBlocks(look))];
    const nothing =
      look.language === 'zh' ? '没有待办：保持正常联系即可。' : 'Nothing is due: just stay in touch.';
    return blocks.length > 0 ? blocks : [{ kind: 'text', text: nothing }];
  },
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look, 30);
    if (gathered.messages.length === 0) return { status: 'failed', failure: 'off' };
    const promises = (await promisesOf(look.db, look.customer.id)).filter((each) => each.status !== 'kept');
    const facts = {
      followUps: await followUpLines(look),
      promises: promises.slice(0, 10).map((each) => each.phrase.slice(0, 300)),
      messages: gathered.messages,
    };
    const outcome = await model.call(suggest, facts, callOptions(look, asking));
    return mapOutcome(outcome, ({ action, when, what, why, cites }) => [
      { kind: 'text', text: `${actions[action][look.language]} · ${times[when][look.language]}: ${what}` },
      { kind: 'text', text: why },
      ...citedQuote(cites, gathered, look.company.zone),
    ]);
  },
};
