import type { MessageFacts } from '../../core/customer/interaction.ts';
import { readReason } from '../../core/text/churn-reason.ts';
import { resolveDue } from '../../core/text/due.ts';
import type { SentimentAnalyser } from '../../core/text/sentiment.ts';
import { readSignals } from '../../core/text/signals.ts';
import type { Zone } from '../../core/zone.ts';

const deliveredPattern =
  /已发|(?:报价|方案|合同|资料|样品|发票|清单|链接)[^,，。!！?？]{0,6}(?:来了|来啦|在这|出来了)|发您了|发你了|发过去了|请查收|已经寄|已寄出|已安排|已处理|已解决|\b(?:attached|here is|here's|just sent|i've sent|have sent|has been (?:sent|shipped|fixed|replaced)|as promised)\b/i;

const receivedPattern =
  /收到货|货到|到货|已收到|收到了|都收到|到了[,，。!！]|\b(?:arrived|has landed|got (?:it|them|the)|received (?:it|them|the))\b/i;

const longestDelivery = 120;

/** The sentence in which something is said to have been done, sent or received. */
const deliveryIn = (text: string, pattern: RegExp): string | undefined =>
  text
    .split(/[。！!？?\n;；]/)
    .find((each) => pattern.test(each))
    ?.trim()
    .slice(0, longestDelivery)
    .toWellFormed();

/** What it is evidence of: that, and in which words. */
const deliveryFacts = <Flag extends string>(flag: Flag, text: string, pattern: RegExp) => {
  if (!pattern.test(text)) return {};
  const delivery = deliveryIn(text, pattern);
  return { [flag]: true as const, ...(delivery === undefined ? {} : { delivery }) };
};

/** A mood that is only likely does not make a reason to leave out of a word in passing. */
const surely = 0.8;

/**
 * Returns what the offline analysers read in a message. `ours` says that a member wrote it: only then does it
 * promise or deliver anything, and only a customer complains.
 */
export const readMessage = (
  text: string,
  at: number,
  ours: boolean,
  zone: Zone,
  analyse: SentimentAnalyser,
): MessageFacts => {
  const signals = readSignals(text, { promises: ours });
  const { score, label, confidence } = analyse(text);
  const facts = {
    score: Math.round(score * 1000) / 1000,
    label,
    confidence: Math.round(confidence * 1000) / 1000,
  };
  const pleasantry = signals.pleasantry ? { pleasantry: true as const } : {};
  const thanks = signals.thanks ? { thanks: true as const } : {};
  if (!ours) {
    const unhappy =
      signals.complaint || signals.cancelIntent || (label === 'negative' && confidence >= surely);
    const reason = readReason(text, unhappy);
    return {
      ...facts,
      ...pleasantry,
      ...thanks,
      ...(signals.question ? { question: true } : {}),
      ...(signals.complaint ? { complaint: true } : {}),
      ...(signals.cancelIntent ? { cancel: true } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...deliveryFacts('received', text, receivedPattern),
    };
  }
  const dueAt = signals.promise && resolveDue(signals.promise.phrase, at, zone);
  const promise = signals.promise && {
    promise: { phrase: signals.promise.phrase, ...(dueAt === undefined ? {} : { dueAt }) },
  };
  return {
    ...facts,
    ...pleasantry,
    ...thanks,
    ...promise,
    ...deliveryFacts('delivered', text, deliveredPattern),
  };
};
