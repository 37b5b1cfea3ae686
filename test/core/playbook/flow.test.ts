import { describe, expect, test } from 'vitest';
import { foldHistory } from '../../../core/customer/fold.ts';
import { initialState } from '../../../core/customer/state.ts';
import { addressOf } from '../../../core/playbook/address.ts';
import { attributes, factsFrom } from '../../../core/playbook/attributes.ts';
import { allHold } from '../../../core/playbook/conditions.ts';
import { afterEvent, choose, ended, waitUntil } from '../../../core/playbook/flow.ts';
import type { Condition, Step } from '../../../core/playbook/playbook.ts';
import { createZone } from '../../../core/zone.ts';
import { answersSurvey, at, company, day, local, orders, refers, says } from '../../support/given.ts';

const noon = at('2025-03-05 12:00');
const nobody = () => factsFrom(initialState(), noon, company);

test('every attribute can be read of somebody of whom nothing is known', () => {
  const facts = nobody();
  for (const [key, attribute] of Object.entries(attributes)) {
    const value = attribute.read(facts);
    const kind = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
    expect([key, kind]).toEqual([
      key,
      expect.stringMatching(attribute.kind === 'number' ? /number|null/ : /string|list|null/),
    ]);
  }
});

test('what happened is what conditions see', () => {
  const history = [
    says('hello', '2025-01-06 10:00'),
    orders(300, '2025-01-07 10:00'),
    refers('2025-01-08 10:00'),
    answersSurvey(90, '2025-01-09 10:00'),
    says('too slow', '2025-03-04 10:00', { complaint: true, reason: 'service' }),
  ];
  const facts = factsFrom(foldHistory(history, noon, company).state, noon, company);
  const read = (key: string) => attributes[key]?.read(facts);
  expect(
    [
      'orders',
      'spent',
      'daysSinceOrder',
      'daysKnown',
      'complaints',
      'satisfaction',
      'referrals',
      'reason',
    ].map(read),
  ).toEqual([1, 300, 57, 58, 1, 90, 1, 'service']);
  // A reason that was named long ago is none any more.
  const later = factsFrom(foldHistory(history, at('2025-12-01'), company).state, at('2025-12-01'), company);
  expect(attributes['reason']?.read(later)).toBeNull();
  expect(facts.figures()).toBe(facts.figures());
  expect(read('silentDays')).toBeCloseTo(1.4 * (26 / 24), 5);
});

describe('a condition', () => {
  const holds = (condition: Condition): boolean => allHold([condition], nobody());
  test.each<[Condition, boolean]>([
    [{ attribute: 'stage', is: ['prospect', 'new'] }, true],
    [{ attribute: 'stage', is: ['new'] }, false],
    [{ attribute: 'stage', not: ['prospect'] }, false],
    [{ attribute: 'stage', not: ['new'] }, true],
    [{ attribute: 'orders', below: 1 }, true],
    [{ attribute: 'orders', atLeast: 1 }, false],
    [{ attribute: 'satisfaction', atLeast: 1 }, false],
    [{ attribute: 'satisfaction', known: false }, true],
    [{ attribute: 'satisfaction', known: true }, false],
    [{ attribute: 'rule', known: false }, true],
    [{ attribute: 'rule', not: ['R7'] }, true],
    [{ attribute: 'nothing', is: ['x'] }, false],
  ])('%j is %s of a stranger', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe('a branch or split', () => {
  const steps: readonly Step[] = [
    { do: 'branch', if: [{ attribute: 'orders', below: 1 }], goto: 'c', else: 'end' },
    { do: 'branch', if: [{ attribute: 'orders', atLeast: 1 }], goto: 'c', else: 'end' },
    {
      id: 'c',
      do: 'split',
      parts: [
        { share: 30, goto: 'd' },
        { share: 70, goto: 'end' },
      ],
    },
    { id: 'd', do: 'stop' },
  ];
  test('goes where the conditions say', () => {
    expect(choose({ steps }, 0, nobody, 's')).toBe(2);
    expect(choose({ steps }, 1, nobody, 's')).toBe(ended);
    expect(choose({ steps: [{ do: 'wait', days: 1 }] }, 0, nobody, 's')).toBe(ended);
  });
  test('shares customers out as it says, the same one always the same way', () => {
    const ways = Array.from({ length: 4000 }, (_, index) => choose({ steps }, 2, nobody, `run/${index}`));
    const share = ways.filter((way) => way === 3).length / ways.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    expect(choose({ steps }, 2, nobody, 'run/7')).toBe(ways[7]);
  });
  test('with shares too small to tell takes the last', () => {
    const tiny: readonly Step[] = [
      {
        do: 'split',
        parts: [
          { share: 0, goto: 'end' },
          { share: 0, goto: 'last' },
        ],
      },
      { id: 'last', do: 'stop' },
    ];
    expect(choose({ steps: tiny }, 0, nobody, 's')).toBe(1);
    expect(choose({ steps: [{ do: 'split', parts: [] }] }, 0, nobody, 's')).toBe(ended);
  });
});

describe('a wait', () => {
  const berlin = createZone('Europe/Berlin');
  test('of days is over at the same time of day, also when clocks change in between', () => {
    const before = Date.UTC(2025, 2, 28, 9);
    expect(new Date(waitUntil({ do: 'wait', days: 3 }, before, berlin)).toISOString()).toBe(
      '2025-03-31T08:00:00.000Z',
    );
    expect(waitUntil({ do: 'wait', hours: 72 }, before, berlin) - before).toBe(3 * day);
    const hidden = Date.UTC(2025, 2, 29, 1, 30);
    // 02:30 on the 30th does not exist there.
    expect(new Date(waitUntil({ do: 'wait', days: 1 }, hidden, berlin)).toISOString()).toBe(
      '2025-03-30T01:30:00.000Z',
    );
  });
  test('for an event has an end; days and hours add up', () => {
    expect(local(waitUntil({ do: 'wait', until: 'order' }, noon, company.zone))).toBe('2025-04-04 12:00');
    expect(local(waitUntil({ do: 'wait', days: 1, hours: 2 }, noon, company.zone))).toBe('2025-03-06 14:00');
  });
  test('that is cut short goes where it says', () => {
    const steps: readonly Step[] = [
      { do: 'wait', until: 'order', goto: 'end' },
      { do: 'wait', until: 'order' },
      { do: 'stop' },
    ];
    expect([afterEvent(steps, 0), afterEvent(steps, 1), afterEvent(steps, 2)]).toEqual([ended, 2, ended]);
  });
});

describe('a message', () => {
  const reach = {
    kind: 'person',
    personId: 1,
    directRoomId: null,
    ownRoomId: null,
    communityId: null,
  } as const;
  test('to the person goes where only they read, else into their own room, never into a community', () => {
    expect(addressOf({ ...reach, communityId: 9 }, 'person')).toMatchObject({
      to: { personId: 1 },
      place: 'person',
    });
    expect(addressOf({ ...reach, directRoomId: 5, ownRoomId: 6 }, 'person')).toMatchObject({ via: 'direct' });
    expect(addressOf({ ...reach, kind: 'organisation', ownRoomId: 6 }, 'person')).toEqual({
      to: { roomId: 6 },
      place: 'room',
      via: 'own',
    });
    expect(addressOf({ ...reach, kind: 'organisation' }, 'person')).toMatchObject({ via: 'person' });
    expect(addressOf({ ...reach, personId: null, ownRoomId: 6 }, 'person')).toMatchObject({ via: 'own' });
    expect(addressOf({ ...reach, personId: null }, 'person')).toBeUndefined();
  });
  test('to the room goes into their own, else by name into the community', () => {
    expect(addressOf({ ...reach, ownRoomId: 6, communityId: 9 }, 'room')).toMatchObject({
      to: { roomId: 6 },
    });
    expect(addressOf({ ...reach, communityId: 9 }, 'room')).toEqual({
      to: { personId: 1, roomId: 9 },
      place: 'room',
      via: 'community',
    });
    expect(addressOf(reach, 'room')).toBeUndefined();
    expect(addressOf({ ...reach, personId: null, communityId: 9 }, 'room')).toBeUndefined();
  });
});
