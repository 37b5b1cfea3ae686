import { z } from 'zod';
import { inLanguage, isGrounded } from './grounding.ts';
import type { Prompt } from './prompt.ts';

const item = z.strictObject({ id: z.string().regex(/^d\d{1,3}$/), text: z.string().max(600) });
const factsSchema = z.strictObject({ day: z.string().max(20), items: z.array(item).min(1).max(60) });
const outputSchema = z.object({
  lines: z.array(z.object({ text: z.string().min(1).max(400), cites: z.array(z.string()).max(10) })).max(5),
});
export type NarrativeFacts = z.infer<typeof factsSchema>;
export type NarrativeOutput = z.infer<typeof outputSchema>;

/** Tells the managers in a few sentences what their digest says. */
export const narrative: Prompt<NarrativeFacts, NarrativeOutput> = {
  id: 'narrative',
  version: 1,
  purpose: 'digest',
  model: 'better',
  sends: [
    {
      field: 'day, items[].text',
      what: {
        zh: '日报各行的文字：客户名、阶段变化、规则原因、负责人、投诉摘录（已隐去个人信息）',
        en: "the lines of the digest: customers' names, stage moves with their reasons, owners, excerpts of complaints, masked",
      },
    },
  ],
  task: {
    zh: '用最多 3 句话告诉管理者今天客户情况的要点：最该管的先说，有共同原因的合在一起说。每句给出依据的条目 id（cites）。数字照抄。',
    en: 'Tell the managers in at most 3 sentences what matters in today’s digest: what needs them most first, what has a common cause together. For each sentence give the ids of the items it rests on (cites). Copy figures as they are.',
  },
  refuses: {
    zh: '点名批评同事，推算数字，猜测原因。',
    en: 'blame colleagues by name, derive figures, or guess at causes.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        day: '2026-03-02',
        items: [
          { id: 'd1', text: '栗岚酒店 成长 → 衰退 流失 51%' },
          { id: 'd2', text: '投诉 栗岚酒店：咖啡机漏水' },
        ],
      },
      output: {
        lines: [
          { text: '栗岚酒店转为衰退（流失 51%），同一天投诉咖啡机漏水，请优先处理。', cites: ['d1', 'd2'] },
        ],
      },
    },
    {
      language: 'en',
      facts: { day: '2026-03-02', items: [{ id: 'd1', text: 'Acme mature → declining churn 40%' }] },
      output: {
        lines: [
          {
            text: 'Acme is the one to look at: it moved to declining with a churn risk of 40%.',
            cites: ['d1'],
          },
        ],
      },
    },
  ],
  mostTokens: () => 600,
  check: ({ lines }, facts, language) => {
    const known = new Set(facts.items.map((each) => each.id));
    const kept: { text: string; cites: string[] }[] = [];
    for (const { text, cites } of lines) {
      const wrong = inLanguage(text, language);
      if (wrong) return wrong;
      const given = [...new Set(cites)].filter((id) => known.has(id));
      if (given.length > 0 && !isGrounded(text, facts)) kept.push({ text, cites: given });
    }
    return kept.length > 0
      ? { lines: kept }
      : { fault: 'ungrounded', detail: 'no sentence rests on an item' };
  },
};
