import { z } from 'zod';
import { inLanguage, isGrounded } from './grounding.ts';
import { restingPoints } from './points.ts';
import { isFault, type Prompt } from './prompt.ts';
import { mostSaid, pointSchema, saidSchema, sentMessages } from './said.ts';

const customerSchema = z.strictObject({
  name: z.string().max(200),
  stage: z.string().max(60),
  health: z.number(),
  churnPercent: z.number(),
  mood: z.number(),
  valueAtRisk: z.string().max(40),
  owner: z.string().max(100).nullable(),
  warnings: z.array(z.string().max(300)).max(12),
  promises: z.array(z.string().max(300)).max(10),
  known: z.array(z.string().max(300)).max(20),
});
const factsSchema = z.strictObject({ customer: customerSchema, messages: z.array(saidSchema).max(mostSaid) });
const outputSchema = z.object({
  situation: z.string().min(1).max(800),
  points: z.array(pointSchema).max(8),
  next: z.string().min(1).max(400),
});
export type BriefFacts = z.infer<typeof factsSchema>;
export type BriefOutput = z.infer<typeof outputSchema>;

/** Prepares a colleague for a talk with a customer. Internal: the figures are in it. */
export const brief: Prompt<BriefFacts, BriefOutput> = {
  id: 'brief',
  version: 2,
  purpose: 'assist',
  model: 'better',
  sends: [
    {
      field: 'customer',
      what: {
        zh: '客户名称、阶段、健康分、流失风险、情绪、风险价值、负责人、预警、未兑现的承诺、已确认的画像',
        en: "the customer's name, stage, health, churn risk, mood, value at risk, owner, warnings, open promises, confirmed facts",
      },
    },
    ...sentMessages,
  ],
  task: {
    zh: '给马上要见这位客户的同事写简报。situation：两三句话说清现状，数字照抄；points：最多 5 点值得知道的事，每点给出依据的消息 id（cites）和原话（quote）；next：建议的下一步，一句话。',
    en: 'Brief a colleague who is about to meet this customer. situation: how things stand in two or three sentences, figures copied as they are; points: at most 5 things worth knowing, each with the ids it rests on (cites) and exact words (quote); next: what to do next, one sentence.',
  },
  refuses: {
    zh: '改动或推算任何数字，许诺折扣或赔偿。',
    en: 'change or derive any figure, or promise discounts or compensation.',
  },
  facts: factsSchema,
  output: outputSchema,
  examples: [
    {
      language: 'zh',
      facts: {
        customer: {
          name: '栗岚酒店',
          stage: '衰退',
          health: 48,
          churnPercent: 51,
          mood: -0.4,
          valueAtRisk: '¥41,000',
          owner: '陈浩',
          warnings: ['投诉频繁：30 天内投诉 2 次'],
          promises: ['明天上午上门维修'],
          known: [],
        },
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: '咖啡机又漏水了，再这样我们换一家' },
        ],
      },
      output: {
        situation: '栗岚酒店处于衰退阶段，健康分 48，流失风险 51%，30 天内投诉 2 次。',
        points: [{ text: '客户因咖啡机再次漏水提到要换供应商。', cites: ['m1'], quote: '再这样我们换一家' }],
        next: '先确认上门维修已经安排，再谈后续。',
      },
    },
    {
      language: 'en',
      facts: {
        customer: {
          name: 'Acme',
          stage: 'mature',
          health: 82,
          churnPercent: 6,
          mood: 0.4,
          valueAtRisk: '¥900',
          owner: 'Mia',
          warnings: [],
          promises: [],
          known: ['need: a second oven'],
        },
        messages: [
          { id: 'm1', from: 'customer', at: '2026-03-02 09:10', text: 'We open the second shop in May' },
        ],
      },
      output: {
        situation: 'Acme is mature and healthy (82 of 100) with a churn risk of 6%.',
        points: [
          { text: 'They open a second shop in May.', cites: ['m1'], quote: 'open the second shop in May' },
        ],
        next: 'Ask what the second shop needs.',
      },
    },
  ],
  mostTokens: () => 1500,
  check: (output, facts, language) => {
    const texts = [output.situation, output.next];
    const wrong = texts
      .map((text) => inLanguage(text, language) ?? isGrounded(text, facts))
      .find((each) => each);
    if (wrong) return wrong;
    const points = restingPoints(output.points, facts.messages, language);
    return isFault(points) ? points : { ...output, points: [...points] };
  },
};
