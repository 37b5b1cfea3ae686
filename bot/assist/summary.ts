import type { CardBlock } from '../../core/messages.ts';
import { excerpt } from '../../core/words.ts';
import { promisesOf } from '../../db/follow-ups.ts';
import { evidenceFor } from '../../db/interactions.ts';
import type { Point } from '../../prompts/said.ts';
import { summary } from '../../prompts/summary.ts';
import { viewCustomer } from '../view/customer-view.ts';
import { quoteBlock } from '../view/evidence.ts';
import { showTime } from '../view/time.ts';
import { type Assist, type AssistLook, callOptions, mapOutcome } from './assist.ts';
import { citedQuote, type Gathered, gatherConversation } from './gather.ts';

/** Returns points as blocks, each with the message behind it. */
export const pointBlocks = (
  points: readonly Point[],
  gathered: Gathered,
  look: AssistLook,
): readonly CardBlock[] =>
  points.flatMap((point): readonly CardBlock[] => [
    { kind: 'text', text: `• ${point.text}` },
    ...citedQuote(point.cites, gathered, look.company.zone),
  ]);

/** Returns what is open with a customer, from what the fold knows: complaint, questions, promises. */
export const openBlocks = async (look: AssistLook): Promise<readonly CardBlock[]> => {
  const { db, company, customer, now, language } = look;
  const { state } = await viewCustomer(db, company, customer.id, now, now);
  const keys = [
    ...(state.openComplaint ? [state.openComplaint.key] : []),
    ...state.openQuestions.map((each) => each.key),
  ];
  const evidence = await evidenceFor(db, customer.id, keys);
  const promises = (await promisesOf(db, customer.id)).filter((each) => each.status !== 'kept').slice(0, 5);
  const open: readonly CardBlock[] = keys.flatMap((key) => {
    const found = evidence.get(key);
    return found ? [quoteBlock(found, company, language)] : [];
  });
  const promised = promises.map((each): CardBlock => {
    const due = each.dueAt === null ? '' : ` · ${showTime(each.dueAt, company.zone)}`;
    return {
      kind: 'text',
      text: `• ${language === 'zh' ? '我方答应' : 'We promised'}: ${excerpt(each.phrase, 90)}${due}`,
    };
  });
  if (open.length + promised.length === 0) return [];
  return [{ kind: 'heading', text: language === 'zh' ? '未解决' : 'Open' }, ...open, ...promised];
};

/** `summary NAME`: what a conversation was about and what is open. */
export const summaryAssist: Assist = {
  kind: 'summary',
  title: (name, language) => (language === 'zh' ? `${name}：对话摘要` : `${name}: summary`),
  offline: async (look) => {
    const zh = look.language === 'zh';
    const { spoken } = await gatherConversation(look, 6);
    const last = spoken.map(
      (each): CardBlock => ({
        kind: 'quote',
        text: excerpt(each.text, 90),
        source: [each.person, showTime(each.at, look.company.zone)].filter(Boolean).join(' · '),
      }),
    );
    const open = await openBlocks(look);
    if (last.length === 0) return [{ kind: 'text', text: zh ? '还没有对话。' : 'Nothing was said yet.' }];
    return [...open, { kind: 'heading', text: zh ? '最近说的' : 'Said last' }, ...last];
  },
  ask: async (look, model, asking) => {
    const gathered = await gatherConversation(look);
    if (gathered.messages.length === 0) return { status: 'failed', failure: 'off' };
    const outcome = await model.call(summary, { messages: gathered.messages }, callOptions(look, asking));
    return mapOutcome(outcome, ({ points, open }) => [
      ...pointBlocks(points, gathered, look),
      ...(open.length > 0
        ? [
            { kind: 'heading', text: look.language === 'zh' ? '未解决' : 'Open' } as const,
            ...pointBlocks(open, gathered, look),
          ]
        : []),
    ]);
  },
};
