import type { Bilingual, Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { type CustomerFact, factsAbout, proposeFacts, rejectedAbout } from '../../db/models/profile.ts';
import { factKinds, profile } from '../../prompts/profile.ts';
import { promptName } from '../../prompts/prompt.ts';
import { type Assist, callOptions, mapOutcome } from './assist.ts';
import { gatherConversation, keysOf } from './gather.ts';

const kindWords: Readonly<Record<(typeof factKinds)[number], Bilingual>> = {
  need: { zh: '需求', en: 'need' },
  pain: { zh: '痛点', en: 'pain' },
  'decision-maker': { zh: '决策人', en: 'decision maker' },
  date: { zh: '日期', en: 'date' },
  preference: { zh: '偏好', en: 'preference' },
  competitor: { zh: '竞品', en: 'competitor' },
};

/** Returns a fact in one line, with its kind. */
export const showFact = ({ kind, text }: Pick<CustomerFact, 'kind' | 'text'>, language: Language): string => {
  const known = factKinds.find((each) => each === kind);
  return `${known ? kindWords[known][language] : kind}: ${text}`;
};

/** Returns facts as blocks: what is confirmed, then what is proposed with buttons to decide. */
export const factBlocks = (
  facts: readonly CustomerFact[],
  customerId: number,
  language: Language,
): readonly CardBlock[] => {
  const zh = language === 'zh';
  const word = zh ? '画像' : 'facts';
  const press = (fact: CustomerFact, decision: string, label: string) => ({
    label,
    action: 'run',
    value: `${word} #${customerId} ${decision} #${fact.id}`,
  });
  const confirmed = facts.filter((each) => each.status === 'confirmed');
  const proposed = facts.filter((each) => each.status === 'proposed');
  if (facts.length === 0) return [{ kind: 'text', text: zh ? '还没有画像。' : 'Nothing is known yet.' }];
  return [
    ...confirmed.map(
      (each): CardBlock => ({
        kind: 'text',
        text: `✓ ${showFact(each, language)}${each.decidedBy === null ? '' : ` (${each.decidedBy})`}`,
      }),
    ),
    ...(proposed.length > 0 ? [{ kind: 'heading', text: zh ? '待确认' : 'To confirm' } as const] : []),
    ...proposed.slice(0, 6).flatMap((each): readonly CardBlock[] => [
      { kind: 'text', text: showFact(each, language) },
      {
        kind: 'buttons',
        buttons: [
          press(each, zh ? '确认' : 'yes', zh ? '确认' : 'Confirm'),
          press(each, zh ? '否' : 'no', zh ? '不对' : 'Wrong'),
        ],
      },
    ]),
  ];
};

/** `facts NAME`: what is known of a customer, and what a model proposes to know. */
export const profileAssist: Assist = {
  kind: 'profile',
  title: (name, language) => (language === 'zh' ? `${name}：画像` : `${name}: facts`),
  offline: async (look) =>
    factBlocks(await factsAbout(look.db, look.customer.id), look.customer.id, look.language),
  ask: async (look, model, asking) => {
    const { db, customer, now, language } = look;
    const gathered = await gatherConversation(look);
    if (gathered.messages.length === 0) return { status: 'failed', failure: 'off' };
    const known = await factsAbout(db, customer.id);
    const told = [
      ...known.map((each) => showFact(each, language)),
      ...(await rejectedAbout(db, customer.id)),
    ];
    const facts = { messages: gathered.messages, known: told.slice(0, 30).map((each) => each.slice(0, 300)) };
    const outcome = await model.call(profile, facts, callOptions(look, asking));
    if (outcome.status === 'answered')
      await proposeFacts(
        db,
        customer.id,
        outcome.output.facts.map(({ kind, text, cites }) => ({
          kind,
          text,
          evidence: keysOf(cites, gathered),
        })),
        promptName(profile),
        now,
      );
    const after = await factsAbout(db, customer.id);
    return mapOutcome(outcome, () => factBlocks(after, customer.id, language));
  },
};
