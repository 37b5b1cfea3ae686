import { z } from 'zod';
import { restingPoints } from './points.ts';
import { isFault, type Prompt } from './prompt.ts';
import { mostSaid, pointSchema, saidSchema, sentMessages } from './said.ts';

const factsSchema = z.strictObject({ messages: z.array(saidSchema).min(1).max(mostSaid) });
const outputSchema = z.object({ points: z.array(pointSchema).max(12), open: z.array(pointSchema).max(8) });
export type SummaryFacts = z.infer<typeof factsSchema>;
export type SummaryOutput = z.infer<typeof outputSchema>;

/** Sums a conversation up: what it was about, and what is open. */
export const summary: Prompt<SummaryFacts, SummaryOutput> = {
  id: 'summary',
  version: 1,
  purpose: 'assist',
  model: 'better',
  sends: sentMessages,
  task: {
    zh: '给接手的同事总结这段客户对话。points：最多 6 点，按重要性排序，每点一句话；open：还没解决的问题、没答复的提问、没兑现的承诺。每点给出依据的消息 id（cites）和其中一条的原话（quote）。',
    en: 'Sum this conversation with a customer up for a colleague who takes over. points: at most 6, the most important first, one sentence each; open: what is unsolved, unanswered or promised and not done. For each give the ids it rests on (cites) and exact words of one of them (quote).',
  },
  refuses: {
    zh: '评价同事的人品，猜测没有说出的动机，写出对话里没有的内容。',
    en: 'judge the character of colleagues, guess at motives nobody named, or add what was not said.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '咖啡机又漏水了，什么时候来修？' },
          { id: 'm2', from: 'us', at: '2026-03-02 09:30', text: '明天上午十点到' },
        ],
      },
      output: {
        points: [{ text: '客户反映咖啡机再次漏水。', cites: ['m1'], quote: '咖啡机又漏水了' }],
        open: [{ text: '我方答应明天上午上门维修。', cites: ['m2'], quote: '明天上午十点到' }],
      },
    },
    {
      language: 'en',
      facts: {
        messages: [
          {
            id: 'm1',
            from: 'customer',
            at: '2026-03-02 09:10',
            text: 'The oven stops at 180 degrees. Can you send someone?',
          },
        ],
      },
      output: {
        points: [
          {
            text: 'Their oven does not get hotter than 180 degrees.',
            cites: ['m1'],
            quote: 'stops at 180 degrees',
          },
        ],
        open: [{ text: 'They asked for somebody to come.', cites: ['m1'], quote: 'Can you send someone?' }],
      },
    },
  ],
  mostTokens: () => 1500,
  check: ({ points, open }, { messages }, language) => {
    const kept = restingPoints(points, messages, language);
    if (isFault(kept)) return kept;
    const stillOpen = restingPoints(open, messages, language);
    if (isFault(stillOpen)) return stillOpen;
    if (kept.length + stillOpen.length === 0)
      return { fault: 'ungrounded', detail: 'no point rests on a message' };
    return { points: [...kept], open: [...stillOpen] };
  },
};
