import type { ModelFailure } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import type { NamedCustomer } from '../../db/customer-lists.ts';
import type { Company } from '../ingest/context.ts';
import type { CallOptions, Model, ModelOutcome } from '../models/model.ts';

/** What somebody asks about a customer: who asks, and what they wrote besides. */
export type AssistLook = {
  readonly db: Db;
  readonly company: Company;
  readonly customer: NamedCustomer;
  readonly now: number;
  readonly language: Language;
  readonly askerId: number | null;
  readonly hint: string | null;
};

/** How a model is asked: with which options beside those that every call has. */
export type Asking = Pick<CallOptions, 'onText' | 'signal'>;

/** What a model's help looks like on a card. */
export type Help = readonly CardBlock[];

/** One kind of help. Offline there is always something; a model may make something better of it. */
export type Assist = {
  readonly kind: string;
  readonly title: (customer: string, language: Language) => string;
  /** It is for the asker alone; for those who may see the customer when absent. */
  readonly audience?: 'person';
  /** What stands without a model. */
  readonly offline: (look: AssistLook) => Promise<Help>;
  /** Asks the model; the failure where it did not help. */
  readonly ask: (look: AssistLook, model: Model, asking: Asking) => Promise<ModelOutcome<Help>>;
};

/** Options of a call about this customer, for whoever asks. Somebody waits, but not for ever. */
export const callOptions = (
  look: AssistLook,
  asking: Asking,
  language: Language = look.language,
): CallOptions => ({
  language,
  customerId: look.customer.id,
  ...(look.askerId === null ? {} : { actorId: look.askerId }),
  // In chats nobody sees it grow, but a stream tells silence from work.
  onText: () => undefined,
  patienceMs: 20_000,
  ...asking,
});

/** Returns the outcome with something else made of its output. */
export const mapOutcome = <From, To>(
  outcome: ModelOutcome<From>,
  make: (output: From) => To,
): ModelOutcome<To> =>
  outcome.status === 'answered' ? { ...outcome, output: make(outcome.output) } : outcome;

const because: Readonly<Record<ModelFailure, { readonly zh: string; readonly en: string }>> = {
  off: { zh: '没有启用', en: 'it is off' },
  'over-budget': { zh: '预算已用完', en: 'its budget is used up' },
  busy: { zh: '太忙', en: 'it is busy' },
  resting: { zh: '暂时停用（连续出错）', en: 'it failed several times and rests' },
  timeout: { zh: '超时', en: 'it took too long' },
  unreachable: { zh: '连不上', en: 'it was not reached' },
  rejected: { zh: '接口拒绝了请求', en: 'the endpoint refused the request' },
  refused: { zh: '模型拒绝回答', en: 'it would not answer' },
  'too-long': { zh: '内容太长', en: 'it was too much at once' },
  malformed: { zh: '回答不合格式', en: 'its answer had the wrong form' },
  'wrong-language': { zh: '回答用错了语言', en: 'its answer was in the wrong language' },
  ungrounded: { zh: '回答没有依据，已丢弃', en: 'its answer rested on nothing and was thrown away' },
};

/** Returns why a model did not help, for whoever asked. */
export const showFailure = (failure: ModelFailure, language: Language): string =>
  language === 'zh'
    ? `模型没有帮上忙（${because[failure].zh}）；离线结果有效。`
    : `The model did not help (${because[failure].en}); the offline answer stands.`;
