import type { ChatQuestion } from './check-request.ts';
import type { ChatAnswer } from './server.ts';

type Said = { readonly id: string; readonly from?: string; readonly text: string };
/** The facts of any prompt, as far as the stand-in looks at them. */
type AnyFacts = {
  readonly messages?: readonly Said[];
  readonly items?: readonly { readonly id: string; readonly text: string }[];
  readonly customer?: { readonly health: number };
  readonly request?: string;
  readonly commands?: readonly { readonly name: string }[];
  readonly rules?: readonly { readonly id: string; readonly numbers: readonly { readonly name: string }[] }[];
};

const isChinese = (question: ChatQuestion): boolean => /规则：/.test(question.messages[0]?.content ?? '');

/** The id of the prompt that a question is of. */
export const promptOf = (question: ChatQuestion): string =>
  question.response_format?.type === 'json_schema' ? question.response_format.json_schema.name : '';

const factsOf = (question: ChatQuestion): AnyFacts => JSON.parse(question.messages.at(-1)?.content ?? '{}');

const words = (text: string): string => Array.from(text).slice(0, 40).join('');

/** Answers every prompt as a good model would, from the facts alone. */
export const answerSensibly = (question: ChatQuestion): ChatAnswer => {
  const zh = isChinese(question);
  const facts = factsOf(question);
  const messages = facts.messages ?? [];
  const last = messages.findLast((each) => each.from === 'customer') ?? messages.at(-1);
  const point = (text: string) => (last ? [{ text, cites: [last.id], quote: words(last.text) }] : []);
  switch (promptOf(question)) {
    case 'labels':
      return {
        json: {
          labels: messages.map(({ id, text }) => {
            const bad = /broken|late|annoy|坏|漏|慢|差/.test(text);
            const good = /great|love|thank|满意|很好/.test(text);
            return {
              id,
              sentiment: bad ? -0.8 : good ? 0.8 : 0,
              confidence: 0.9,
              intent: bad ? 'complain' : good ? 'praise' : 'inform',
              urgency: bad ? 'high' : 'normal',
              complaint: bad,
              question: /[?？]/.test(text),
              promise: false,
              reason: bad ? 'quality' : null,
              quote: bad ? text : null,
            };
          }),
        },
      };
    case 'summary':
      return { json: { points: point(zh ? '客户说了最近的情况。' : 'They told how things are.'), open: [] } };
    case 'brief':
      return {
        json: {
          situation: zh
            ? `客户的健康分是 ${facts.customer?.health}。`
            : `Their health is ${facts.customer?.health}.`,
          points: point(zh ? '客户最近提到了这件事。' : 'They brought this up lately.'),
          next: zh ? '先回应客户最近说的话。' : 'Answer what they said last.',
        },
      };
    case 'suggest':
      return {
        json: {
          action: 'reply',
          when: 'today',
          what: zh ? '回复客户最近的消息。' : 'Answer their last message.',
          why: zh ? '客户在等答复。' : 'They wait for an answer.',
          cites: last ? [last.id] : [],
        },
      };
    case 'draft':
    case 'care':
    case 'winback':
      return {
        json: {
          text: zh ? '您好，您说的我看到了，马上去确认。' : 'Hello, I have seen this and am looking into it.',
          cites: last ? [last.id] : [],
        },
      };
    case 'profile':
      return {
        json: {
          facts: point(zh ? '客户提到了一个需求。' : 'They named a need.').map((each) => ({
            ...each,
            kind: 'need',
          })),
        },
      };
    case 'narrative':
      return {
        json: {
          lines: [
            {
              text: zh ? '请先看这几位客户。' : 'These customers come first.',
              cites: facts.items?.slice(0, 1).map((each) => each.id) ?? [],
            },
          ],
        },
      };
    case 'plain': {
      const request = facts.request ?? '';
      const number = /\d+/.exec(request);
      const name = /playbook|剧本/.test(request)
        ? 'playbook'
        : /rule|规则|silent days|沉默.*天/.test(request) && number
          ? 'rule'
          : /quiet|silent|沉默/.test(request)
            ? 'list'
            : 'status';
      const known = facts.commands?.some((each) => each.name === name);
      const subject =
        /(?:about|with|of) (.+?)\??$/.exec(request)?.[1] ?? /^(.+?)(?:最近)?怎么样/.exec(request)?.[1];
      if (!known || (name === 'status' && !subject)) return { json: { command: null, args: [] } };
      return {
        json: {
          command: name,
          args: name === 'list' ? ['silent'] : name === 'status' && subject ? [subject] : [],
        },
      };
    }
    case 'rule': {
      const value = Number(/\d+/.exec(facts.request ?? '')?.[0] ?? 0);
      const found = facts.rules?.find((each) => each.numbers.some(({ name }) => name === 'days'));
      return { json: { rule: found?.id ?? null, change: 'number', number: 'days', value } };
    }
    case 'playbook':
      return {
        json: {
          key: 'quiet-call',
          name: { zh: '沉默回访', en: 'Call the quiet' },
          purpose: 'service',
          silentDays: Number(/\d+/.exec(facts.request ?? '')?.[0] ?? 30),
          event: null,
          stage: null,
          waitDays: null,
          to: 'rep',
          text: { zh: '打个电话问问近况。', en: 'Call them and ask how things are.' },
        },
      };
    default:
      return { status: 500 };
  }
};
