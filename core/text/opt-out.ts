import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';

/** The words that networks and laws have taught everyone: alone they are an order. */
const orders = ['td', 't', 'stop', 'stop all', 'stopall', 'unsubscribe', 'unsub', 'opt[ -]?out', 'remove me'];
const ordersChinese = ['退订', '拒收', '取消订阅', '停止', '回复?td'];
const wholeOrder = new RegExp(
  `^[\\s"'.,!]{0,5}(?:please )?(?:${[...orders, ...ordersChinese].join('|')})[\\s"'.,!。~]{0,5}$`,
  'i',
);

const advertising = '(?:消息|短信|广告|信息|营销|推广)';
const chinese = anyOf([
  // 回复TD退订 is the foot of an advertisement, 退订成功 its receipt.
  '(?<!不|别|没有?|回复?t|回复?td|可以|如需)退订(?!成功)|拒收|取消订阅',
  `(?:不要|别|请勿|停止|不许|不想|不希望|拒绝)再?(?:收到|接收)(?:你们的?|这种|这些|任何)?${advertising}`,
  `(?:不要|别|请勿|停止|不许)再?(?:给我们?)?再?群?(?:发|推送|推)送?(?:这种|这些|任何)?${advertising}`,
  '(?:不要|别|请勿|不许)再?(?:给我们?)再?(?:发|推送|推)了?(?:[\\s,。!.]|$)',
  '(?:不要|别|请勿|不许|停止)再?(?:来)?(?:打扰|骚扰|联系)我',
  '(?:移除|删除|移出|踢出)我(?:的联系|的信息|名单|群)?|把我(?:移出|删|踢)',
]);
const english = anyWordOf([
  "(?<!don'?t |not |never |don'?t want to |do not want to )unsubscribe(?! link)",
  'opt(?:ing)?(?: me)?[ -]out(?! of (?:it|this|that))',
  '(?:stop|quit|cease) (?:sending|messaging|texting|contacting|emailing|spamming|bothering|pinging) (?:me|us|this|these|any|your)',
  "(?:don'?t|do not|never) (?:message|contact|text|e-?mail|write to|ping) (?:me|us) (?:again|any ?more)",
  "(?:don'?t|do not|never) send (?:me|us) (?:any ?)?(?:more )?(?:messages|ads|promotions|e-?mails|texts|offers)",
  '(?:remove|take) (?:me|us|my number|my name|my e-?mail) (?:from|off)',
  'no more (?:messages|ads|texts|promotions|e-?mails|spam)',
]);

/**
 * Returns whether a clean text refuses further messages (退订, TD, STOP, "unsubscribe", 别再给我发消息). A question
 * how to unsubscribe is one too: it errs towards fewer messages.
 */
export function optsOut({ text, hasHan, hasLatin }: ReadableText): boolean {
  return wholeOrder.test(text) || (hasHan && chinese.test(text)) || (hasLatin && english.test(text));
}
