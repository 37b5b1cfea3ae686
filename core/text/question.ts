import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';

/** Chinese that asks, with or without a question mark; requests that wait for an answer included. */
const chinese = anyOf([
  '[吗]\\s*[.!~,。、\\s]*$',
  '吗[,。!~\\s]',
  '(?<![这那怎什多要])么\\s*[.!~。]*$',
  '什么|为啥|干啥|啥(?:时候|意思|情况|样)|有啥|怎么|怎样|咋|如何|为何|何时',
  '多少|多久|多长时间|多大|多远|几时|几点|几号|周几|星期几|(?:要|需要|得|还有|大概)几(?:天|个)',
  '哪(?:里|儿|个|些|家|天|位|种|款|一)|谁(?!都|也)',
  '能不能|能否|可否|可不可以|可以不|行不行|好不好|是不是|是否|有没有|会不会|要不要|对不对|好了没|到了没|[收发]了没',
  '在不在?|有人(?:吗|在|没)|人呢|在没',
  '请问|请教|求助|求解|想问|(?<![去来我您你])问一?下|咨询一?下|了解一?下',
  '帮(?:我|忙|我们|忙看)?(?:看|查|问|改|处理|确认|催|核实|安排|解决|开)',
  '麻烦(?:您|你|帮|给|尽快|看|查|处理|确认|安排|发)',
  '请(?:尽快|帮|回复|给我|告知|告诉|确认|处理)|速回|盼复|求回复|求报价|催一?下',
]);
/** The same words where they ask nothing. */
const chineseNot = anyOf([
  '没(?:有)?什么|什么的|什么都|什么也|没啥|怎么[都也]|不怎么|怎么着都|无论如何|如何都|多少[有都会]|没多少|多少钱都',
  '不管(?:什么|怎么|如何|谁|多少|哪)|无论(?:什么|怎么|如何|谁|多少|哪)',
  '什么鬼|什么玩意|什么破|搞什么|什么东西(?![?])|有没有搞错',
  '(?<![不想])(?:知道|明白|清楚|了解|学会)了?(?:该|是|要)?(?:怎么|什么|如何|多少|哪|谁|为什么)',
  '现在(?=不)|在(?=不断|不久)',
]);
const chineseNotAll = new RegExp(chineseNot, 'g');
/** A short "价格呢", not the 呢 of "正在处理呢". */
const aboutIt = /^(?!.*(?:着|正|还在|好的|嗯|可|才|哈))[^,]{1,8}呢[\s.!~。]*$/;

const subject =
  '(?:you|u|ya|i|we|it|they|he|she|this|that|there|these|those|the|my|your|our|any|anyone|anybody|someone|somebody|everyone)';
const opening =
  '(?:^|[,;:]\\s*|\\b(?:hi|hello|hey|so|and|but|also|ok|okay|please|sorry|btw|again|well|or)[\\s,]+)';
const english = new RegExp(
  [
    `${opening}(?:what(?:'s| (?!a\\b|an\\b|i\\b|we\\b|you\\b))|where(?:'s| (?!i\\b|we\\b|you\\b|there\\b))|who(?:'s| (?:is|are|can|will|do|does|did|should|would|has|handles?|was)\\b)|whose\\b|why\\b|which\\b(?! is\\b)|when(?:'s| (?:is|are|was|will|would|can|could|do|does|did|should|may)\\b)|how(?:'s| (?:do|does|did|can|could|should|would|is|are|was|to|much|many|long|soon|come|about|often|far|big|old)\\b))`,
    `${opening}(?:can|could|would|will|does|did|is|are|was|were|am|should|shall|may|might|has|isn't|aren't|doesn't|didn't|can't|couldn't|won't|wouldn't|haven't|hasn't|shouldn't) ${subject}\\b`,
    `${opening}(?:do|don't|have|had) (?:you|u|i|we|they|these|those|any|anyone)\\b`,
    '\\b(?:can|could|would|will) (?:you|u|someone|anyone|somebody)(?: guys| please| kindly)? (?!have\\b|find\\b|see\\b|get\\b|be\\b|receive\\b)[a-z]',
    '\\bdo (?:you|u)(?: guys)? (?:know|have|offer|support|happen|think|still|ship|provide|accept)\\b',
    '\\bany (?:updates?|news|ideas?|eta|chance|progress|word|thoughts|solution|help|suggestions?|status)\\b(?! (?:is|are|was|were|will)\\b)',
    '\\b(?:wondering|wonder) (?:if|whether|how|what|when|why|where)\\b',
    '\\blet me know (?:when|what|how|whether|where|who|why|the|your|asap|if (?:you can|it|this|that|there|we|i)\\b)',
    '\\bplease (?:advise|confirm|clarify|explain|help|respond|reply|answer|tell|let me know|check|send|look into|call|get back)\\b',
    '\\b(?:does|did|is|are|can|has|have) (?:anyone|anybody|somebody|someone|there)\\b',
    "\\b(?:how (?:do|can|would|should) (?:i|we|you|one)|what's the|what is the|is it possible|need (?:some |your )?help|help (?:me|us)\\b|tell me (?:how|what|when|why|where|if)|(?:would like|want|need|like) to know|not sure (?:how|what|if|why|whether|where))",
    '^(?:hello,? )?(?:anyone|anybody|someone|are you|you)(?: guys)? (?:there|here|around|home)\\b',
    '\\b(?:can i|could i|may i|should i|shall i) [a-z]',
  ].join('|'),
);
const courtesy = anyWordOf([
  "let me know if (?:you|there's anything|there is anything)[^?]*",
  'feel free to[^?]*',
]);

/**
 * Returns whether a clean text asks something that waits for an answer: a question, a request (帮我查一下, "please
 * confirm") or a call for attention (在吗). Rhetorical and indefinite uses (什么的, 没什么, 无论如何) are none; a
 * question mark always is one.
 */
export function asks({ text, sentences, hasHan, hasLatin }: ReadableText): boolean {
  if (text.includes('?')) return true;
  return sentences.some(
    (sentence) => (hasHan && asksInChinese(sentence)) || (hasLatin && asksInEnglish(sentence)),
  );
}

function asksInChinese(sentence: string): boolean {
  if (aboutIt.test(sentence)) return true;
  if (!chinese.test(sentence)) return false;
  return !chineseNot.test(sentence) || chinese.test(sentence.replace(chineseNotAll, '·'));
}

function asksInEnglish(sentence: string): boolean {
  if (!english.test(sentence)) return false;
  return !courtesy.test(sentence) || english.test(sentence.replace(courtesy, ' '));
}
