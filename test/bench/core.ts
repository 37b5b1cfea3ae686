import { loadSentimentAnalyser } from '../../bot/load-sentiment.ts';
import { createCalendar } from '../../core/calendar.ts';
import { assess } from '../../core/customer/assess.ts';
import { foldHistory } from '../../core/customer/fold.ts';
import type { Interaction } from '../../core/customer/interaction.ts';
import { policiesFrom } from '../../core/policy.ts';
import { readSignals } from '../../core/text/signals.ts';
import { createZone } from '../../core/zone.ts';
import type { Figure } from './figure.ts';
import { seeded, traffic } from './traffic.ts';

const perSecond = (count: number, ms: number): string =>
  `${Math.round(count / (ms / 1000)).toLocaleString('en')}/s`;

const history = (count: number): readonly Interaction[] => {
  const random = seeded(3);
  return Array.from({ length: count }, (_, index): Interaction => {
    const ours = random() < 0.4;
    return {
      key: `k${index}`,
      at: Date.UTC(2025, 0, 1) + index * 7_200_000,
      kind: 'message',
      direction: ours ? 'out' : 'in',
      data: {
        score: random() * 2 - 1,
        label: 'neutral',
        confidence: 0.5,
        ...(random() < 0.2 ? { question: true } : {}),
      },
    };
  });
};

/** Measures the pure core on one thread: fold with assessment, and the text analysers. */
export const benchCore = async (): Promise<readonly Figure[]> => {
  const zone = createZone('Asia/Shanghai');
  const context = {
    zone,
    calendar: createCalendar({ zone, holidays: 'cn' }),
    policies: policiesFrom([], []),
    profile: { kind: 'organisation', segment: 'general' },
  } as const;
  const interactions = history(500);
  const until = (interactions.at(-1)?.at ?? 0) + 1;
  const customers = 200;
  foldHistory(interactions, until, context);
  const foldStart = performance.now();
  for (let customer = 0; customer < customers; customer++) {
    assess(foldHistory(interactions, until, context).state, until, context);
  }
  const foldMs = performance.now() - foldStart;
  const texts = [...traffic(20_000, 10, 0)].flatMap((event) =>
    event.type === 'message' ? [event.text] : [],
  );
  const analyse = loadSentimentAnalyser();
  for (const text of texts.slice(0, 2000)) analyse(text);
  const textStart = performance.now();
  for (const [index, text] of texts.entries()) {
    analyse(text);
    readSignals(text, { promises: index % 3 === 0 });
  }
  const textMs = performance.now() - textStart;
  return [
    {
      what: 'evolve and assess',
      target: '≥ 200,000 interactions/s',
      measured: perSecond(customers * interactions.length, foldMs),
    },
    {
      what: 'sentiment and signals of short messages',
      target: '≥ 20,000/s',
      measured: perSecond(texts.length, textMs),
    },
  ];
};
