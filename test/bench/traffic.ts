import type { InboundEvent } from '../../core/events.ts';

const lines = [
  '你好，请问这批货什么时候能到？',
  '好的，收到',
  'Could you send the invoice again please?',
  'Thanks, that works for us.',
  '这个月的账单好像不对，麻烦看一下',
  'The grinder is still broken, this is the third time.',
  '明天给您报价',
  "I'll send it Friday.",
  '效果不错，客户都很满意',
  'Is there any discount for a larger order next month?',
  '太慢了，已经等了一个星期',
  'We will look at it and get back to you tomorrow.',
  '辛苦了',
  'ok',
  '最近活动多，先按老样子来两箱',
  'Quick question: does the new filter fit the old machine?',
] as const;

/** Returns a seeded generator of numbers in [0,1) (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** Yields `messages` events over `rooms` rooms of six people each (two of ours), in order of time, over 180 days. */
export function* traffic(messages: number, rooms: number, endAt: number, seed = 7): Generator<InboundEvent> {
  const random = seeded(seed);
  const span = 180 * 24 * 60 * 60 * 1000;
  const start = endAt - span;
  for (let index = 0; index < messages; index++) {
    // Rooms take turns in stretches, as talk does.
    const room = Math.floor(random() ** 2 * rooms);
    const person = Math.floor(random() * 6);
    const ours = person < 2;
    yield {
      id: `bench-${index}`,
      at: Math.floor(start + (span * index) / messages),
      platform: 'web',
      account: 'bench',
      person: {
        id: ours ? `member-${(room + person) % 12}` : `customer-${room}-${person}`,
        name: ours ? `Member ${(room + person) % 12}` : `Customer ${room} ${person}`,
        kind: 'human',
        external: !ours,
      },
      conversation: { id: `room-${room}`, kind: 'group' },
      type: 'message',
      message: `m${index}`,
      text: lines[Math.floor(random() * lines.length)] ?? 'ok',
      mentionsBot: false,
      attachments: [],
    };
  }
}
