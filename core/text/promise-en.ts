import { readDue } from './due.ts';
import { anyOf, anyWordOf } from './patterns.ts';

/** What people undertake to do, as a source. */
const acts = `(?:${[
  'send|share|give you|deliver|ship|return|refund|replace|credit|forward|provide|submit|upload|post|push|release|deploy',
  'get (?:back|it|this|that|you|them|the|an?|your)|reply|respond|call|ring|e-?mail|mail|message|dm|text|ping|reach out',
  'let you know|come back|circle back|be back to you|be in touch|touch base|report back|keep you|drop you|update|quote',
  'check|look|investigate|find out|ask|see (?:what|if|to)|dig|review|follow[- ]?up|confirm|process|issue|escalate',
  'fix|handle|take care|sort|resolve|arrange|prepare|write|draft|finish|complete|work on|make sure|book|schedule|sync',
  'have (?:it|that|this|them|the|an?|something|someone|your|our)|do (?:it|this|that|so)|add|connect|introduce|be there',
  'set (?:it |this |that |you )?up',
].join('|')})`;
const between =
  '(?:(?:then|also|just|personally|definitely|certainly|gladly|happily|be able to|try to|make sure to|quickly|now|go ahead and|have to|probably|be) ){0,2}';
const weWill =
  "(?:i|we)(?:'ll| will| shall| gonna|'m (?:going to|gonna)| am going to|'re (?:going to|gonna)| are going to)";
const courteous =
  '(?:(?:ok|okay|sure|yes|yep|hi|hello|sorry|thanks|noted|got it|understood)[\\s,!.]{1,5}){0,3}';
const promise = anyOf([
  `\\b${weWill} ${between}${acts}\\b`,
  `^${courteous}(?:will|going to|gonna|let me|let us) ${between}${acts}\\b`,
  `[,;]\\s?(?:and |so |but )?(?:will|let me) ${between}${acts}\\b`,
  '\\b(?:i|we) (?:promise|commit)\\b',
]);

/** These promise only together with a time. */
const ready =
  '(?:ready|done|fixed|sent|shipped|delivered|live|resolved|there|with you|finished|completed?|available|back|on its way|in your inbox|updated|processed|refunded)';
const withTime = anyWordOf([
  "(?:you(?:'ll| will| should| can expect to)|expect to) (?:have|get|receive|hear)",
  `(?:it|this|that|they|everything|(?:the|your|our) \\w{1,20}(?: \\w{1,20})?)(?:'ll| will| should) be ${ready}`,
  '(?:i|we) can (?:send|have|get|deliver|ship|do|fix|finish|share|provide|call)',
  "(?:i|we)(?:'m| am|'re| are) (?:sending|shipping|delivering|calling|fixing)",
]);

/** Asked, denied, or promised by others. */
const not = anyOf([
  '\\?',
  "\\b(?:will not|won't|can't|cannot|not going to|never|unable to|i'll not|might not|may not)\\b",
  '\\b(?:can|could|will|would) (?:you|someone)\\b|\\bplease (?:send|let|call|confirm|check|reply|share|get)\\b',
  '\\b(?:said|promised|told (?:me|us)|were supposed)\\b',
]);

const deadline =
  /^(?:(?:ok|okay|sure|yes|latest|done)[\s,]{1,3}){0,2}(?:(?:by|before|within|no later than|latest by) (?:the )?|(?=(?:eod|end of|cob)\b))/;
const ends = /^[\s.!~]*$/;

/**
 * Returns whether an English sentence, in lower case, undertakes something: our will to act ("I'll check"), something
 * to come at a time ("it will be ready tomorrow"), or a bare deadline ("by end of day").
 */
export function promisesInEnglish(sentence: string): boolean {
  if (promise.test(sentence)) return !not.test(sentence);
  if (withTime.test(sentence)) return readDue(sentence) !== undefined && !not.test(sentence);
  const lead = deadline.exec(sentence);
  if (lead === null) return false;
  const match = readDue(sentence);
  // The pattern of a time may have taken the "by" before it.
  return match !== undefined && match.from <= lead[0].length && ends.test(sentence.slice(match.until));
}
