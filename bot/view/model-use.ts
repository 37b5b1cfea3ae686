import type { ModelDay } from '../../core/digest/facts.ts';
import type { Bilingual, Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { listBans } from '../../db/models/bans.ts';
import type { PromptUse, Spending } from '../../db/models/calls.ts';
import type { Purpose } from '../../prompts/prompt.ts';
import type { ModelSettings } from '../models/settings.ts';

/** What a model was used for, as managers ask it. */
export type ModelUse = {
  readonly settings?: ModelSettings;
  /** The last seven days. */
  readonly week: readonly PromptUse[];
  /** Today and this month. */
  readonly spending: readonly Spending[];
  readonly bans: Awaited<ReturnType<typeof listBans>>;
};

/** Returns a number of tokens in few digits. */
export const showTokens = (tokens: number): string => {
  if (tokens >= 1_000_000) return `${(tokens / 1_000_000).toFixed(1)}M`;
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}k` : String(Math.round(tokens));
};

/** Returns what calls cost, in the money that the prices are in. */
export const showCost = (cost: number): string => cost.toFixed(cost < 1 ? 4 : 2);

const purposeWords: Readonly<Record<Purpose, Bilingual>> = {
  labels: { zh: '读消息', en: 'reading messages' },
  assist: { zh: '同事提问', en: 'what people ask for' },
  digest: { zh: '日报', en: 'digest' },
  evaluation: { zh: '评测', en: 'evaluation' },
};

const words = {
  zh: {
    none: '没有配置模型；一切照常离线工作。设置 OPENAI_BASE_URL 或 OPENAI_API_KEY 与 TEND_MODEL 即可启用（docs/models.md）。',
    models: (cheap: string, better: string) =>
      cheap === better ? `模型 ${cheap}` : `模型 ${cheap}，较难的用 ${better}`,
    budget: '预算（今天 / 本月）',
    spent: (name: string, day: string, dayMost: string, month: string, monthMost: string, cost: string) =>
      `${name}：${day} / ${dayMost} 词元，${month} / ${monthMost} 词元${cost}`,
    cost: (day: string, month: string) => `，费用 ${day} / ${month}`,
    week: '近 7 天',
    use: (each: PromptUse, tokens: string, cost: string) =>
      `${each.prompt}（${each.model}）：${each.calls} 次，成功 ${each.answered}，缓存 ${each.cached}，未成 ${each.failed}，${each.items} 条，${tokens} 词元${cost}${each.p50Ms === null ? '' : `，用时中位 ${Math.round(each.p50Ms)} 毫秒、95% ${Math.round(each.p95Ms ?? 0)} 毫秒`}`,
    nothing: '没有调用过。',
    bans: '不发给模型',
    room: '群',
    customer: '客户',
  },
  en: {
    none: 'No model is configured; everything works offline as it is. Set OPENAI_BASE_URL or OPENAI_API_KEY and TEND_MODEL to use one (docs/models.md).',
    models: (cheap: string, better: string) =>
      cheap === better ? `Model ${cheap}` : `Model ${cheap}, for what is harder ${better}`,
    budget: 'Budget (today / this month)',
    spent: (name: string, day: string, dayMost: string, month: string, monthMost: string, cost: string) =>
      `${name}: ${day} of ${dayMost} tokens, ${month} of ${monthMost}${cost}`,
    cost: (day: string, month: string) => `, cost ${day} / ${month}`,
    week: 'Last 7 days',
    use: (each: PromptUse, tokens: string, cost: string) =>
      `${each.prompt} (${each.model}): ${each.calls} calls, ${each.answered} answered, ${each.cached} cached, ${each.failed} failed, ${each.items} items, ${tokens} tokens${cost}${each.p50Ms === null ? '' : `, median ${Math.round(each.p50Ms)} ms, 95% ${Math.round(each.p95Ms ?? 0)} ms`}`,
    nothing: 'It was not called.',
    bans: 'Not sent to the model',
    room: 'room',
    customer: 'customer',
  },
} as const;

/** Returns the use of the model as the blocks of a card. */
export const modelBlocks = (use: ModelUse, language: Language): readonly CardBlock[] => {
  const say = words[language];
  const { settings } = use;
  const line = (text: string): CardBlock => ({ kind: 'text', text });
  const heading = (text: string): CardBlock => ({ kind: 'heading', text });
  const purposes = Object.keys(purposeWords) as readonly Purpose[];
  const budget = settings
    ? purposes.map((purpose) => {
        const spent = use.spending.find((each) => each.purpose === purpose);
        const most = settings.tokens[purpose];
        return line(
          say.spent(
            purposeWords[purpose][language],
            showTokens(spent?.dayTokens ?? 0),
            showTokens(most.day),
            showTokens(spent?.monthTokens ?? 0),
            showTokens(most.month),
            spent && spent.monthCost > 0 ? say.cost(showCost(spent.dayCost), showCost(spent.monthCost)) : '',
          ),
        );
      })
    : [];
  const week = use.week.map((each) =>
    line(
      say.use(
        each,
        showTokens(each.inputTokens + each.outputTokens),
        each.cost > 0
          ? language === 'zh'
            ? `，费用 ${showCost(each.cost)}`
            : `, cost ${showCost(each.cost)}`
          : '',
      ),
    ),
  );
  return [
    line(settings ? say.models(settings.cheap, settings.better) : say.none),
    ...(budget.length > 0 ? [heading(say.budget), ...budget] : []),
    ...(settings || week.length > 0
      ? [heading(say.week), ...(week.length > 0 ? week : [line(say.nothing)])]
      : []),
    ...(use.bans.length > 0
      ? [
          heading(say.bans),
          line(
            use.bans
              .map(({ kind, name, by }) => `${name} (${say[kind]}${by === null ? '' : `, ${by}`})`)
              .join(language === 'zh' ? '、' : ', '),
          ),
        ]
      : []),
  ];
};

/** Returns in one line what a model was used for in a day. */
export const modelLine = (day: ModelDay, language: Language): string => {
  const { calls, failed, tokens, cost, medianMs } = day;
  const time = medianMs === null ? '' : Math.round(medianMs);
  if (language === 'zh') {
    const money = cost > 0 ? `，费用 ${showCost(cost)}` : '';
    return `${calls} 次调用，${failed} 次未成（离线结果有效），${showTokens(tokens)} 词元${money}${time === '' ? '' : `，用时中位 ${time} 毫秒`}。`;
  }
  const money = cost > 0 ? `, cost ${showCost(cost)}` : '';
  return `${calls} calls, ${failed} failed (the offline result stands), ${showTokens(tokens)} tokens${money}${time === '' ? '' : `, median ${time} ms`}.`;
};
