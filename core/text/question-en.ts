const subject =
  '(?:you|u|ya|i|we|it|they|he|she|this|that|there|these|those|the|my|your|our|any|anyone|anybody|someone|somebody|everyone)';
/** Where a question may begin: at the start, after a comma, after a greeting. */
const opening =
  '(?:^|[,;:]\\s?|\\b(?:hi|hello|hey|so|and|but|also|ok|okay|please|sorry|btw|again|well|or)[\\s,]{1,3})';
const modal =
  "(?:can|could|would|will|does|did|is|are|was|were|am|should|shall|may|might|has|isn't|aren't|doesn't|didn't|can't|couldn't|won't|wouldn't|haven't|hasn't|shouldn't)";

/** English that asks with or without a question mark, requests that wait for an answer included. */
export const englishQuestions: readonly string[] = [
  // question words that open a sentence; "what a day" and "what I need" ask nothing
  `${opening}what(?:'s\\b| (?!a\\b|an\\b|i\\b|we\\b|you\\b))`,
  `${opening}where(?:'s\\b| (?!i\\b|we\\b|you\\b|there\\b))`,
  `${opening}who(?:'s| is| are| can| will| do| does| did| should| would| has| handles?| was)\\b`,
  `${opening}(?:whose|why|which(?! is\\b))\\b`,
  `${opening}when(?:'s| is| are| was| will| would| can| could| do| does| did| should| may)\\b`,
  `${opening}how(?:'s| do| does| did| can| could| should| would| is| are| was| to| much| many| long| soon| come| about| often| far| big| old)\\b`,
  // the verb before its subject
  `${opening}${modal} ${subject}\\b`,
  `${opening}(?:do|don't|have|had) (?:you|u|i|we|they|these|those|any|anyone)\\b`,
  '\\bdo (?:you|u)(?: guys)? (?:know|have|offer|support|happen|think|still|ship|provide|accept)\\b',
  '\\b(?:does|did|is|are|can|has|have) (?:anyone|anybody|somebody|someone)\\b',
  '\\b(?:can i|could i|may i|should i|shall i) [a-z]',
  '^(?:hello,? )?(?:anyone|anybody|someone|are you|you)(?: guys)? (?:there|here|around|home)\\b',
  // requests; "you can see" is none
  '\\b(?:can|could|would|will) (?:you|u|someone|anyone|somebody)(?: guys| please| kindly)? (?!have\\b|find\\b|see\\b|get\\b|be\\b|receive\\b)[a-z]',
  '\\bplease (?:advise|confirm|clarify|explain|help|respond|reply|answer|tell|let me know|check|send|look into|call|get back)\\b',
  '\\bany (?:updates?|news|ideas?|eta|chance|progress|word|thoughts|solution|help|suggestions?|status)\\b(?! (?:is|are|was|were|will)\\b)',
  '\\blet me know (?:when|what|how|whether|where|who|why|the|your|asap|if (?:you can|it|this|that|there|we|i)\\b)',
  '\\btell me (?:how|what|when|why|where|if)\\b|\\bneed (?:some |your )?help\\b|\\bhelp (?:me|us)\\b',
  // indirect
  '\\bwonder(?:ing)? (?:if|whether|how|what|when|why|where)\\b|\\b(?:would like|want|need|like) to know\\b',
  "\\bhow (?:do|can|would|should) (?:i|we|you|one)\\b|\\bwhat(?:'s| is) the\\b|\\bis it possible\\b",
  '\\bnot sure (?:how|what|if|why|whether|where)\\b',
];

/** Closing formulas that contain such words. */
export const englishNoQuestions: readonly string[] = [
  "let me know if (?:you|there's anything|there is anything)",
  'feel free to (?:ask|contact|call|reach out|let me know)',
];
