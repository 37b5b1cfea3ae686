import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PrivateWays, type Roster, type Route, routeMessage } from '../../core/audience.ts';
import type { Audience } from '../../core/messages.ts';

const audiences: readonly Audience[] = ['customer', 'team', 'managers', 'person'];
const internal = audiences.filter((each) => each !== 'customer');
const purposes = ['customer', 'community', 'team', 'managers', 'direct', 'unlinked'];
const noWays: PrivateWays = { ephemeral: false, direct: false, asker: false };
const allWays: readonly PrivateWays[] = [true, false].flatMap((ephemeral) =>
  [true, false].flatMap((direct) => [true, false].map((asker) => ({ ephemeral, direct, asker }))),
);
const known = (...sides: readonly string[]): Roster => ({ known: true, sides });
const unknownRoster: Roster = { known: false };
const outside: readonly (readonly [string, Roster])[] = [
  ['a customer', known('us', 'customer', 'bot')],
  ['only customers', known('customer')],
  ['someone unknown', known('us', 'unknown')],
  ['a side that nobody has heard of', known('us', 'partner')],
  ['nobody, as far as is known', known()],
];
const inside: readonly Roster[] = [known('us'), known('us', 'bot'), known('bot', 'us', 'us')];

/** Where a message for each audience may be read by a room in which all are ours. */
const readableBy: Readonly<Record<Audience, readonly string[]>> = {
  customer: purposes,
  team: purposes,
  managers: ['managers', 'direct'],
  person: ['direct'],
};

/** The private way that is left, best first. */
const privateRoute = (ways: PrivateWays): Route | undefined => {
  if (!ways.asker) return undefined;
  if (ways.ephemeral) return { to: 'asker-only', by: 'ephemeral' };
  return ways.direct ? { to: 'asker-only', by: 'direct' } : undefined;
};

describe('text for customers', () => {
  test('goes where it was sent, whoever is there', () => {
    for (const purpose of purposes) {
      for (const roster of [...inside, ...outside.map(([, each]) => each), unknownRoster]) {
        for (const ways of allWays) {
          expect(routeMessage('customer', purpose, roster, ways)).toEqual({ to: 'room' });
        }
      }
    }
  });
});

describe('internal text among ourselves', () => {
  const table = internal.flatMap((audience) => purposes.map((purpose) => [audience, purpose] as const));

  test.each(table)('for %s in a %s room', (audience, purpose) => {
    for (const roster of inside) {
      for (const ways of allWays) {
        const expected: Route = readableBy[audience].includes(purpose)
          ? { to: 'room' }
          : (privateRoute(ways) ?? { to: 'nowhere', reason: 'purpose' });
        expect(routeMessage(audience, purpose, roster, ways)).toEqual(expected);
      }
    }
  });

  test('goes into no room of a purpose that is not known', () => {
    for (const audience of internal) {
      for (const purpose of ['', 'lobby', 'constructor']) {
        expect(routeMessage(audience, purpose, known('us'), noWays)).toEqual({
          to: 'nowhere',
          reason: 'purpose',
        });
      }
    }
  });
});

describe('internal text where someone else is', () => {
  test.each(outside)('with %s goes to the asker alone or nowhere', (_name, roster) => {
    for (const audience of internal) {
      for (const purpose of purposes) {
        for (const ways of allWays) {
          expect(routeMessage(audience, purpose, roster, ways)).toEqual(
            privateRoute(ways) ?? { to: 'nowhere', reason: 'outsider-present' },
          );
        }
      }
    }
  });

  test('or where it cannot be known who is, likewise', () => {
    for (const audience of internal) {
      for (const purpose of purposes) {
        for (const ways of allWays) {
          expect(routeMessage(audience, purpose, unknownRoster, ways)).toEqual(
            privateRoute(ways) ?? { to: 'nowhere', reason: 'roster-unknown' },
          );
        }
      }
    }
  });
});

describe('whatever is asked', () => {
  const anySide = fc.oneof(fc.constantFrom('us', 'bot', 'customer', 'unknown', 'Us', ' us', ''), fc.string());
  const anyRoster: fc.Arbitrary<Roster> = fc.oneof(
    fc.constant(unknownRoster),
    fc.array(anySide).map((sides): Roster => ({ known: true, sides })),
  );
  const anyWays = fc.record({ ephemeral: fc.boolean(), direct: fc.boolean(), asker: fc.boolean() });
  const anyPurpose = fc.oneof(fc.constantFrom(...purposes), fc.string());

  test('no internal text reaches a room with an outsider or an unknown roster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...internal),
        anyPurpose,
        anyRoster,
        anyWays,
        (audience, purpose, roster, ways) => {
          const route = routeMessage(audience, purpose, roster, ways);
          const safe =
            roster.known &&
            roster.sides.length > 0 &&
            roster.sides.every((each) => each === 'us' || each === 'bot');
          if (!safe) expect(route.to).not.toBe('room');
          if (route.to === 'room') expect(readableBy[audience]).toContain(purpose);
          if (route.to === 'asker-only') {
            expect(ways.asker).toBe(true);
            expect(ways[route.by]).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
