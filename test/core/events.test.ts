import { describe, expect, test } from 'vitest';
import { type InboundEvent, inboundEventSchema } from '../../core/events.ts';

const person = { id: 'u1', kind: 'human', external: true } as const;
const common = {
  id: 'delivery-1',
  at: Date.UTC(2025, 2, 3),
  platform: 'web',
  account: 'demo',
  person,
  conversation: { id: 'room-1', kind: 'group' },
} as const;

const events: readonly InboundEvent[] = [
  { ...common, type: 'message', message: 'm1', text: 'hello', mentionsBot: false, attachments: [] },
  { ...common, type: 'message-edited', message: 'm1', text: 'hello!' },
  { ...common, type: 'message-recalled', message: 'm1' },
  { ...common, type: 'reaction', message: 'm1', emoji: '👍', change: 'added' },
  { ...common, type: 'reaction', message: 'm1', emoji: '+1', change: 'removed' },
  { ...common, type: 'joined', people: [person] },
  { ...common, type: 'left', people: [person, { ...person, id: 'u2', external: 'unknown' }] },
  { ...common, type: 'command', name: 'status', args: 'Acme' },
  { ...common, type: 'action', action: 'done', value: '17' },
  { ...common, type: 'action', action: 'done', value: '17', message: 'm1' },
  { ...common, type: 'form', form: 'note', values: { text: 'called', tags: ['a', 'b'] } },
  { ...common, type: 'home-opened' },
  { ...common, type: 'contact-added' },
  { ...common, type: 'contact-added', welcomeToken: 't', source: 's' },
  { ...common, type: 'contact-removed' },
  { ...common, type: 'bot-added' },
  { ...common, type: 'bot-removed' },
];
const message = events[0] as InboundEvent;
const accepts = (value: unknown): boolean => inboundEventSchema.safeParse(value).success;

describe('an inbound event', () => {
  test.each(events)('of type $type is taken as it is', (event) => {
    expect(inboundEventSchema.parse(event)).toEqual(event);
    expect(inboundEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });

  test.each(events)('of type $type with a field too many is refused', (event) => {
    expect(accepts({ ...event, extra: 1 })).toBe(false);
    expect(accepts({ ...event, person: { ...person, role: 'admin' } })).toBe(false);
    expect(accepts({ ...event, conversation: { ...common.conversation, purpose: 'team' } })).toBe(false);
  });

  test.each(events)('of type $type with a field missing is refused', (event) => {
    const optional = ['welcomeToken', 'source', ...(event.type === 'action' ? ['message'] : [])];
    for (const key of Object.keys(event).filter((each) => !optional.includes(each))) {
      const { [key]: _, ...rest } = event as Record<string, unknown>;
      expect(accepts(rest), key).toBe(false);
    }
  });

  test.each<readonly [string, Record<string, unknown>]>([
    ['an unknown type', { type: 'poll' }],
    ['an unknown platform', { platform: 'teams' }],
    ['an empty id', { id: '' }],
    ['an id too long', { id: 'x'.repeat(513) }],
    ['an id that is a number', { id: 7 }],
    ['a time with a fraction', { at: 1.5 }],
    ['a time that is a word', { at: '2025-03-03' }],
    ['no time', { at: null }],
    ['a time that is not a number', { at: Number.NaN }],
    ['an endless time', { at: Number.POSITIVE_INFINITY }],
    ['a time beyond exact numbers', { at: 2 ** 60 }],
    ['a person without a side', { person: { id: 'u1', kind: 'human' } }],
    ['a person of a side that there is not', { person: { ...person, external: 'yes' } }],
    ['a person of a kind that there is not', { person: { ...person, kind: 'ghost' } }],
    ['a person without an id', { person: { ...person, id: '' } }],
    ['a name too long', { person: { ...person, name: 'x'.repeat(513) } }],
    ['a conversation of a kind that there is not', { conversation: { id: 'c', kind: 'public' } }],
    ['an empty thread', { conversation: { ...common.conversation, thread: '' } }],
    ['a text that is none', { text: null }],
    ['an attachment of a kind that there is not', { attachments: [{ kind: 'virus' }] }],
    ['an attachment of negative size', { attachments: [{ kind: 'file', bytes: -1 }] }],
    ['101 attachments', { attachments: Array(101).fill({ kind: 'file' }) }],
  ])('with %s is refused', (_name, change) => {
    expect(accepts({ ...message, ...change })).toBe(false);
  });

  test.each<readonly [string, Record<string, unknown>]>([
    ['a long text', { text: 'x'.repeat(100_000) }],
    ['an empty text', { text: '' }],
    ['a half surrogate', { text: '\ud83d' }],
    ['right-to-left and invisible text', { text: '\u202eabc\u200b' }],
    ['a person with everything', { person: { ...person, org: 'Acme', name: '王伟' } }],
    ['a thread', { conversation: { ...common.conversation, thread: 't1' } }],
    ['an attachment', { attachments: [{ kind: 'image', name: 'a.png', url: 'https://a', bytes: 0 }] }],
    ['a time long ago, to be refused where the clock is known', { at: 0 }],
  ])('with %s is taken', (_name, change) => {
    expect(accepts({ ...message, ...change })).toBe(true);
  });

  test.each([null, undefined, 7, 'message', [], {}, [message]])('%j is none', (value) => {
    expect(accepts(value)).toBe(false);
  });

  test('nobody joining is refused, and a crowd beyond measure', () => {
    expect(accepts({ ...common, type: 'joined', people: [] })).toBe(false);
    expect(accepts({ ...common, type: 'joined', people: Array(2001).fill(person) })).toBe(false);
  });

  test('a form with anything but texts is refused', () => {
    for (const values of [{ a: 1 }, { a: [1] }, { a: null }, []]) {
      expect(accepts({ ...common, type: 'form', form: 'f', values })).toBe(false);
    }
  });
});
