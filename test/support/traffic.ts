import type { InboundEvent, Person } from '../../core/events.ts';

/** What traffic to make. The same plan always gives the same events. */
export type TrafficPlan = {
  readonly seed: number;
  readonly events: number;
  /** Rooms of one customer each, `firm-0` …, with three people. */
  readonly firms: number;
  /** Rooms of many customers, `club-0` …, whose people overlap. */
  readonly clubs: number;
};

const hourMs = 3_600_000;
/** A Wednesday, long past on any machine. */
const start = Date.UTC(2025, 0, 8, 1);

const customerLines = [
  'Good morning, the last delivery was fine.',
  'Could you send us the new price list?',
  'This is terrible, the machine broke down again and I want to complain!',
  '谢谢，收到了',
  '什么时候能发货？',
  '机器又坏了，我要投诉，这服务太差了！',
  'ok, thanks',
  'We are happy with the coffee, everybody likes it.',
  '价格有点高，我们再考虑一下',
  'Nobody answered my question from yesterday.',
];
const ourLines = [
  'I will send you the quote tomorrow.',
  '明天给您报价',
  'Sorry about that, the technician comes this afternoon.',
  '已发您邮箱，请查收',
  'Here is the price list, as promised.',
  '好的，我来处理',
  'The order has been shipped.',
];

/** Returns numbers in [0, 1), the same for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/**
 * Returns half a year of talk in order of time: questions, complaints, promises, replies, mentions, threads, edits,
 * recalls, reactions, people who join and leave, in rooms of one customer and in communities with common members.
 */
export const makeTraffic = ({ seed, events: count, firms, clubs }: TrafficPlan): readonly InboundEvent[] => {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(list: readonly Item[]): Item => list[below(list.length)] as Item;
  const human = (id: string, name: string, external: boolean): Person => ({
    id,
    name,
    kind: 'human',
    external,
  });
  const members = ['Mia', 'Lin', 'Chen'].map((name) => human(`rep-${name.toLowerCase()}`, name, false));
  const fans = Array.from({ length: clubs * 8 }, (_, index) => human(`fan-${index}`, `Fan${index}`, true));
  const rooms = [
    ...Array.from({ length: firms }, (_, index) => ({
      id: `firm-${index}`,
      people: [0, 1, 2].map((each) => human(`firm-${index}-${each}`, `F${index}P${each}`, true)),
    })),
    ...Array.from({ length: clubs }, (_, index) => ({
      id: `club-${index}`,
      people: Array.from({ length: 12 }, (_, each) => fans[(index * 8 + each) % fans.length] as Person),
    })),
  ];
  const said = new Map<string, { readonly message: string; readonly person: Person }[]>();
  const stepMs = Math.floor((180 * 24 * hourMs) / count);
  return Array.from({ length: count }, (_, index): InboundEvent => {
    const at = start + index * stepMs + below(stepMs);
    const room = pick(rooms);
    const ours = random() < 0.35;
    const person = ours ? pick(members) : pick(room.people);
    const earlier = (said.get(room.id) ?? []).slice(-30);
    const common = { id: `d${index}`, at, platform: 'web' as const, account: 'traffic', person };
    const conversation = { id: room.id, kind: 'group' as const };
    const fate = random();
    if (earlier.length > 0 && fate < 0.1) {
      const target = pick(earlier);
      const change = { ...common, person: target.person, conversation, message: target.message };
      if (fate < 0.03) return { ...change, type: 'message-edited', text: pick(customerLines) };
      if (fate < 0.05) return { ...change, type: 'message-recalled' };
      return {
        ...common,
        conversation,
        type: 'reaction',
        message: target.message,
        emoji: '👍',
        change: 'added',
      };
    }
    if (!ours && fate > 0.985) {
      return { ...common, conversation, type: fate > 0.992 ? 'left' : 'joined', people: [person] };
    }
    const message = `m${index}`;
    said.set(room.id, [...earlier, { message, person }]);
    const thread = earlier.length > 0 && random() < 0.15 ? { thread: pick(earlier).message } : {};
    const called = random() < 0.15 ? `@${pick(room.people).name} ` : '';
    return {
      ...common,
      conversation: { ...conversation, ...thread },
      type: 'message',
      message,
      text: `${called}${pick(ours ? ourLines : customerLines)}`,
      mentionsBot: false,
      attachments: [],
    };
  });
};
