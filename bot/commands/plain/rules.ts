import { foldCharacters } from '../../../core/text/normalise.ts';
import type { PlainMapper, Understood } from './mapper.ts';

type Found = readonly (string | undefined)[];
type PlainRule = readonly [pattern: RegExp, understood: (found: Found) => Understood | undefined];

const to = (command: string, ...words: readonly (string | undefined)[]): Understood => ({
  command,
  words: words.flatMap((each) => (each ? [each] : [])),
});

const numbersZh = '一二三四五六七八九十';
const numbersEn = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const amount = `(\\d{1,3}|半|[${numbersZh}两]|a|an|${numbersEn.join('|')}|a couple of|a few)`;
const unitZh = '(天|日|周|个?星期|个?礼拜|个?月)';
const unitEn = '(day|week|month)s?';

const countOf = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  if (text === '两' || text === 'a couple of') return 2;
  if (text === 'a few') return 3;
  const zh = numbersZh.indexOf(text);
  if (zh >= 0) return zh + 1;
  return numbersEn.indexOf(text) + 1 || 1;
};
/** A span as the list takes it: 14d. */
const span = (count = '', unit = ''): string => {
  const days = /month|月/.test(unit) ? 30 : /week|周|星期|礼拜/.test(unit) ? 7 : 1;
  return `${Math.max(1, Math.round(countOf(count) * days))}d`;
};
const silentFor = (found: Found): Understood => to('list', 'silent', span(found[1], found[2]));

const nameZh = '([^，。！？,!?\\s]{1,30}?)';
const nameEn = "([\\p{L}\\p{N}&'’.\\- ]{1,60}?)";

/**
 * How people ask without knowing the commands, as data: the whole sentence must fit, without punctuation at its end and
 * polite words around it. The first that fits counts.
 */
const rules: readonly PlainRule[] = [
  // Whom to look after
  [
    /(?:有?哪些|谁|哪个|哪几个)?(?:客户|人)?(?:快|要|可能|会|正在|有可能)+流失(?:了|的)?(?:客户|人)?(?:有哪些|有谁|是谁)?/,
    () => to('list', 'risk'),
  ],
  [
    /(?:有?哪些|谁|哪个)(?:客户|人)?(?:有|存在)?(?:流失)?(?:风险|危险)(?:最?高|大)?/,
    () => to('list', 'risk'),
  ],
  [/(?:风险|危险|流失风险)(?:最?高|大)?的?客户(?:有哪些|有谁|是谁|名单)?/, () => to('list', 'risk')],
  [
    /(?:who|which (?:customers?|clients?|accounts?)) (?:is|are|might be|may be|seems? to be) (?:about to |going to |likely to )?(?:leav(?:e|ing)|churn(?:ing)?|at risk|in danger|slipping away)(?: (?:soon|next))?/,
    () => to('list', 'risk'),
  ],
  [
    /(?:show|list|give)(?: me)? (?:the |all |my )*(?:customers?|clients?|accounts?|those) (?:at|in) (?:risk|danger)/,
    () => to('list', 'risk'),
  ],
  [
    new RegExp(
      `(?:有?哪些|谁|哪个)(?:客户|人)?(?:我)?(?:超过|已经|有)*${amount}个?${unitZh}(?:多|以上)?(?:都)?(?:没有?|未)(?:和|跟)?(?:我)?(?:联系|沟通|说话|聊|发言|回复|消息|互动|动静|跟进)(?:过|了|的)?`,
    ),
    silentFor,
  ],
  [
    new RegExp(
      `(?:我)?(?:超过|已经|有)*${amount}个?${unitZh}(?:多|以上)?(?:都)?(?:没有?|未)(?:和|跟)?(?:我)?(?:联系|沟通|说话|聊|发言|回复|互动|动静|跟进)(?:过|了)?的(?:客户|人)?(?:有哪些|有谁|是谁)?`,
    ),
    silentFor,
  ],
  [
    new RegExp(
      `(?:who|which (?:customers?|clients?)) (?:did|have|haven't|has|hasn't|didn't) ?(?:i|we)? ?(?:not )?(?:talk(?:ed)? to|spoken (?:to|with)|speak (?:to|with)|contact(?:ed)?|written to|heard from|hear from|been in touch with)(?: us| me)?(?: for| in| within)?(?: the)?(?: last| past| over| more than)? ?${amount} ${unitEn}`,
    ),
    silentFor,
  ],
  [
    new RegExp(
      `(?:who|which (?:customers?|clients?)) (?:has|have|is|are|has been|have been|hasn't|haven't) (?:been )?(?:silent|quiet|written|said anything|not written)(?: for| in)?(?: the)?(?: last| past| over| more than)? ?${amount} ${unitEn}`,
    ),
    silentFor,
  ],
  [
    /(?:有?哪些|谁|哪个)(?:客户|人)?(?:最近|好久|很久|一直)*(?:没有?|不)(?:动静|说话|消息|联系|发言|互动)(?:了)?/,
    () => to('list', 'silent'),
  ],
  [
    /(?:who|which (?:customers?|clients?)) (?:is|are|has gone|have gone|went|has been|have been) (?:silent|quiet|dormant)(?: lately| recently)?/,
    () => to('list', 'silent'),
  ],
  [
    /(?:有?哪些|谁|哪个)(?:客户|合同)?(?:快|要|即将|最近)*(?:到期|续约|续费)(?:了|的)?/,
    () => to('list', 'renewals'),
  ],
  [
    /(?:who|what|which (?:customers?|contracts?|clients?)) (?:is|are|comes?) (?:up for renewal|about to (?:expire|renew)|due for renewal|renewing)(?: soon)?/,
    () => to('list', 'renewals'),
  ],
  [
    /(?:有?哪些|列出|看看)?([abc])级的?客户(?:有哪些|名单)?/,
    ([, tier]) => to('list', 'tier', tier?.toUpperCase()),
  ],
  [
    /(?:show|list)(?: me)? (?:the |all |my )*(?:tier )?([abc])(?: tier)? (?:customers?|clients?|accounts?)/,
    ([, tier]) => to('list', 'tier', tier?.toUpperCase()),
  ],
  [/(?:所有|全部)(?:的)?客户(?:名单)?/, () => to('list', 'all')],
  [
    /(?:show|list)(?: me)? (?:all|every|all the|all my) (?:customers?|clients?|accounts?)/,
    () => to('list', 'all'),
  ],
  // My own day
  [
    /(?:我)?(?:今天|现在|接下来)(?:该|要|应该|需要)?(?:做|干|跟进)(?:什么|啥|谁|哪些)(?:客户)?/,
    () => to('my'),
  ],
  [/(?:我)?(?:还)?有(?:什么|哪些)(?:要|该|需要)?(?:跟进|处理|做)的(?:客户|事)?/, () => to('my')],
  [/what (?:should|do|must) i (?:do|have to do|need to do)(?: today| now| next)?/, () => to('my')],
  [
    /(?:who|whom) (?:should|must|do) i (?:call|contact|follow up with|talk to|follow up)(?: today| now| next)?/,
    () => to('my'),
  ],
  [/(?:我)?(?:还)?有(?:什么|哪些|几个)(?:待办|任务)(?:没做|没完成)?/, () => to('task')],
  [/what(?: i|'s| is|s)? ?(?:s )?(?:on )?my (?:to-?do|task) ?list/, () => to('task')],
  [/what are my (?:tasks|to-?dos)/, () => to('task')],
  [/提醒我(.{2,200})/, ([, what]) => to('task', what)],
  [/remind me to (.{2,200})/, ([, what]) => to('task', what)],
  // The day's changes
  [/(?:今天|昨天)?(?:有什么|有哪些|发生了什么)(?:变化|新情况|新动静)/, () => to('digest')],
  [
    /what (?:changed|happened|is new|'s new)(?: today| since yesterday| with (?:our|the|my) customers)?/,
    () => to('digest'),
  ],
  // Changes
  [
    new RegExp(
      `(?:请|麻烦)?(?:把|将)${nameZh}(?:这个客户)?(?:交给|转给|给|移交给|分配给|分给)${nameZh}(?:负责|跟进|来跟)?`,
    ),
    ([, customer, member]) => to('owner', customer, member),
  ],
  [
    new RegExp(`(?:please )?(?:hand|give|assign|transfer|move|pass) ${nameEn} (?:over )?to ${nameEn}`, 'u'),
    ([, customer, member]) => to('owner', customer, member),
  ],
  [
    new RegExp(
      `(?:请|麻烦)?(?:把|将)${nameZh}(?:的?阶段)?(?:改成|改为|设为|设成|标为|调到)${nameZh}(?:阶段)?`,
    ),
    ([, customer, stage]) => to('stage', customer, stage),
  ],
  [
    new RegExp(
      `(?:please )?(?:set|move|put) (?:the )?(?:stage of )?${nameEn} (?:to|as|into) (?:stage )?(prospect|new|growing|mature|dormant|declining|churned|won[ _]back)`,
      'u',
    ),
    ([, customer, stage]) => to('stage', customer, stage?.replace(' ', '_')),
  ],
  [
    new RegExp(`(?:请|帮我)?给${nameZh}(?:加|打|贴)(?:上|个)?标签[:：]?${nameZh}`),
    ([, customer, tag]) => to('tag', customer, tag),
  ],
  [
    new RegExp(`(?:please )?tag ${nameEn} (?:as|with) ${nameEn}`, 'u'),
    ([, customer, tag]) => to('tag', customer, tag),
  ],
  [
    new RegExp(`(?:请|帮我)?(?:记一下|记下|备注一下)[:：,，]?${nameZh}[:：,，](.{2,500})`),
    ([, customer, text]) => to('note', customer, text),
  ],
  [
    new RegExp(`(?:please )?(?:note|write down) (?:that )?${nameEn}: (.{2,500})`, 'u'),
    ([, customer, text]) => to('note', customer, text),
  ],
  // One customer
  [
    new RegExp(
      `(?:为什么|为啥|怎么)${nameZh}(?:会|要|快)*(?:流失|有风险|分这么低|健康分这么低|这么低)(?:了)?`,
    ),
    ([, name]) => to('why', name),
  ],
  [
    new RegExp(
      `why (?:is|are|did|does|has) ${nameEn} (?:at risk|leaving|unhappy|declining|so low|churn(?:ing)?|gone quiet|in danger)`,
      'u',
    ),
    ([, name]) => to('why', name),
  ],
  [
    new RegExp(
      `${nameZh}(?:最近|现在)?(?:怎么样|怎样|如何|情况怎么样|情况如何|什么情况|啥情况|还好吗)(?:了|啊|呀)?`,
    ),
    ([, name]) => to('status', name),
  ],
  [
    new RegExp(
      `(?:how is|how's|how are|how about|what about|what's up with|tell me about) ${nameEn}(?: doing| going)?(?: lately| now| today| these days)?`,
      'u',
    ),
    ([, name]) => to('status', name),
  ],
  [
    new RegExp(`(?:最近)?(?:和|跟)?${nameZh}(?:最近|之前)?(?:聊了|说了|发生了|聊过|说过)(?:什么|啥|些什么)`),
    ([, name]) => to('timeline', name),
  ],
  [
    new RegExp(
      `what (?:happened with|did we talk about with|did ${nameEn} say)(?: ${nameEn})?(?: lately| recently| last)?`,
      'u',
    ),
    ([, said, name]) => ((said ?? name) ? to('timeline', said ?? name) : undefined),
  ],
  [new RegExp(`(?:谁|哪个同事)(?:在)?(?:负责|跟进|跟)${nameZh}`), ([, name]) => to('status', name)],
  [
    new RegExp(`who (?:owns|looks after|takes care of|is responsible for|is in charge of) ${nameEn}`, 'u'),
    ([, name]) => to('status', name),
  ],
  [/(?:你)?(?:会|能|可以)(?:做|干)(?:什么|啥|些什么)|怎么用|有什么功能/, () => to('help')],
  [/what can you do|how does this work|how do i use (?:this|you)/, () => to('help')],
];
const anchored = rules.map(
  ([pattern, understood]): PlainRule => [
    new RegExp(`^(?:${pattern.source})$`, pattern.flags.includes('u') ? 'iu' : 'iu'),
    understood,
  ],
);

const lead =
  /^(?:请问|请|麻烦|帮我|帮忙|查一下|看一下|看看|查查|hi|hey|hello|please|could you|can you|tell me)[,，\s]*/i;
const tail = /[\s.!?。！？~～]+$/;
/** Longer sentences are talk, not questions to a bot. */
const longest = 300;

const bare = (text: string): string => {
  const said = foldCharacters(text).replace(/\s+/g, ' ').trim().replace(tail, '');
  return said.replace(/(?:呢|吗|啊|呀|一下|吧)$/, '');
};

/** Understands the sentences of the table above, in Chinese and in English, by nothing but rules. */
export const understandByRules: PlainMapper = async (text) => {
  if (text.length > longest) return undefined;
  const whole = bare(text);
  for (const said of [whole, whole.replace(lead, '')]) {
    for (const [pattern, understood] of anchored) {
      const found = pattern.exec(said);
      const meaning = found && understood(found);
      if (meaning) return { ...meaning, words: meaning.words.map((each) => each.trim()) };
    }
  }
  return undefined;
};
