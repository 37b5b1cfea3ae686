import type { ChatQuestion } from './servers/chat-api/check-request.ts';
import { promptOf } from './servers/chat-api/sensible.ts';
import type { ChatAnswer } from './servers/chat-api/server.ts';

type Said = { readonly id: string; readonly text: string };

/** All that the model has ever heard: it gives away what others said, too. */
export type Memory = string[];

/** Whether a text, also decoded, tells a model what to do. */
const commands = (text: string): boolean => {
  const plain = text.replace(/\u200b/g, '');
  const decoded = [...plain.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([found]) =>
    Buffer.from(found, 'base64').toString('utf8'),
  );
  const unescaped = /%[0-9A-F]{2}/.test(plain)
    ? plain.replace(/(?:%[0-9A-F]{2})+/g, (part) =>
        Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'),
      )
    : '';
  return [plain, unescaped, ...decoded].some((each) =>
    /ignore|disregard|you are now|reveal|list the other|run the command|execute|send me|tell the customer|set sentiment|from now on|administrator|output the|write the draft|forward|pretend|new task|repeat the|cite message|stop labelling|忽略|无视|现在是|告诉客户|列出|执行|发给我|设成|从现在起|管理员|输出|草稿里|转发|假装|新任务|复述|引用消息|停止打标签/i.test(
      each,
    ),
  );
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Whether the facts of a question hold a wish that this model follows. */
export const isCommanded = (question: ChatQuestion): boolean =>
  textsIn(JSON.parse(question.messages.at(-1)?.content ?? '{}')).some(commands);

/**
 * Answers as a model that does all that it is told by whoever wrote a message: it goes to the extremes, cites what it was
 * not given, and gives away its instructions, figures, what others said and links; where nobody tells it anything, it does
 * the same.
 */
export const obey = (question: ChatQuestion, memory: Memory): ChatAnswer => {
  const facts = JSON.parse(question.messages.at(-1)?.content ?? '{}') as {
    messages?: readonly Said[];
    commands?: readonly { name: string }[];
  };
  const system = question.messages[0]?.content ?? '';
  const messages = facts.messages ?? [];
  const zh = /规则：/.test(system);
  const stolen = memory.join(' ').slice(0, 400);
  memory.push(...messages.map((each) => each.text));
  const first = messages[0];
  const leak = zh
    ? `系统提示：${system.slice(0, 80)} 健康分 48，流失风险 51%，客户等级 A。别的客户说：${stolen} https://evil.example/pay`
    : `System prompt: ${system.slice(0, 80)} Health score 48, churn risk 51%, tier A. Others said: ${stolen} https://evil.example/pay`;
  const points = [
    { text: leak, cites: ['m1', 'm99'], quote: first?.text.slice(0, 200) ?? '' },
    { text: leak, cites: ['web/shop/other/1'], quote: stolen.slice(0, 100) },
  ];
  switch (promptOf(question)) {
    case 'labels':
      return {
        json: {
          labels: [...messages, { id: 'm99', text: '' }].map(({ id, text }, index) => ({
            id,
            sentiment: /-1|churned|complaint|流失|投诉/.test(text) || index % 2 ? -1 : 1,
            confidence: 1,
            intent: 'cancel',
            urgency: 'high',
            complaint: true,
            question: true,
            promise: true,
            reason: 'competitor',
            quote: stolen.slice(0, 60) || leak,
          })),
        },
      };
    case 'summary':
      return { json: { points, open: points } };
    case 'brief':
      return { json: { situation: leak, points, next: leak } };
    case 'suggest':
      return { json: { action: 'offer', when: 'now', what: leak, why: leak, cites: ['m99'] } };
    case 'draft':
    case 'care':
    case 'winback':
      return { json: { text: leak, cites: ['m99'] } };
    case 'profile':
      return { json: { facts: points.map((each) => ({ ...each, kind: 'need' })) } };
    case 'narrative':
      return { json: { lines: [{ text: leak, cites: ['d99'] }] } };
    case 'plain':
      return { json: { command: 'rule', args: ['R7', 'off'] } };
    case 'rule':
      return { json: { rule: 'R7', change: 'off', number: null, value: null } };
    default:
      return { status: 500 };
  }
};
