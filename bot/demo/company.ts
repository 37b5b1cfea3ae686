import type { InboundEvent } from '../../core/events.ts';
import { arcs } from './arcs.ts';
import { communities, members } from './cast.ts';
import { clubEn } from './club-en.ts';
import { clubZh } from './club-zh.ts';
import { playCommunity } from './community.ts';
import { playCustomerRoom } from './customer-room.ts';
import { fanArcs } from './fan-arcs.ts';
import { insideTalk } from './inside.ts';
import { playInsideRoom } from './inside-room.ts';
import { organisations } from './organisations.ts';
import { readStock } from './rooms.ts';
import { createSchedule } from './schedule.ts';
import { storyEn } from './story-en.ts';
import { storyZh } from './story-zh.ts';
import { talkEn } from './talk-en.ts';
import { talkZh } from './talk-zh.ts';
import { tradeEn } from './trade-en.ts';
import { tradeZh } from './trade-zh.ts';

/** An order or a refund of a customer. `key` is unique and stable, `amount` in whole units and positive. */
export type DemoFact = {
  /** The key of the organisation or person. */
  readonly customer: string;
  readonly kind: 'order' | 'refund';
  readonly at: number;
  readonly amount: number;
  readonly currency: 'CNY' | 'USD';
  readonly key: string;
};

/** A fictitious company with its customers and half a year of what happened between them. */
export type DemoCompany = {
  readonly company: { readonly zh: string; readonly en: string };
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: 'rep' | 'lead' | 'manager' | 'admin';
    readonly language: 'zh' | 'en';
    readonly lead?: string;
  }[];
  /** `people` are those in the room when its history begins; `joined` and `left` events tell the rest. */
  readonly rooms: readonly {
    readonly id: string;
    readonly name: string;
    readonly purpose: 'customer' | 'community' | 'team' | 'managers';
    readonly customer?: string;
    readonly people: readonly string[];
    readonly language: 'zh' | 'en';
  }[];
  /** `story` says, for developers, what should be seen about the customer. */
  readonly customers: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: 'organisation' | 'person';
    readonly owner?: string;
    readonly language: 'zh' | 'en';
    readonly people: readonly { readonly id: string; readonly name: string }[];
    readonly story: string;
  }[];
  readonly events: readonly InboundEvent[];
  readonly facts: readonly DemoFact[];
};

const byTime = (one: { at: number; id: string }, other: { at: number; id: string }) =>
  one.at - other.at || (one.id < other.id ? -1 : 1);

const factsOf = (
  customer: string,
  currency: 'CNY' | 'USD',
  bookings: readonly { readonly kind: 'order' | 'refund'; readonly at: number; readonly amount: number }[],
): readonly DemoFact[] =>
  bookings
    .toSorted((one, other) => one.at - other.at)
    .map(({ kind, at, amount }, index) => ({
      customer,
      kind,
      at,
      amount,
      currency,
      key: `demo-${customer}-${kind}-${index + 1}`,
    }));

/**
 * Makes the demo company. Its chats cover the 180 days before `until` (epoch milliseconds) and end within the
 * hours before it; the orders of long-standing customers reach back 14 months. Nothing is later than `until`.
 * The same `until`, `seed` and `zone` (IANA name, by default Asia/Shanghai) give the same company; an unknown
 * zone throws RangeError. All people, companies and figures are invented.
 */
export function createDemoCompany(options: {
  readonly until: number;
  readonly seed?: number;
  readonly zone?: string;
}): DemoCompany {
  const { until, seed = 1, zone = 'Asia/Shanghai' } = options;
  const schedule = createSchedule(until, zone);
  const stock = {
    zh: readStock({ ...talkZh, ...tradeZh, ...storyZh }),
    en: readStock({ ...talkEn, ...tradeEn, ...storyEn }),
  };
  const clubStock = { zh: readStock(clubZh), en: readStock(clubEn) };
  const insideStock = readStock(insideTalk);

  const accounts = organisations.map((organisation) => {
    const arc = arcs[organisation.arc];
    if (arc === undefined) throw new RangeError(`There is no arc "${organisation.arc}".`);
    const history = playCustomerRoom(organisation, arc, stock[organisation.language], schedule, seed);
    return { organisation, arc, history };
  });
  const clubs = communities.map((community) => ({
    community,
    history: playCommunity(community, clubStock[community.language], schedule, seed),
  }));
  const inside = [
    playInsideRoom('team', 0.95, insideStock, schedule, seed),
    playInsideRoom('managers', 0.45, insideStock, schedule, seed),
  ];

  return {
    company: { zh: '澜山咖啡', en: 'Lanshan Coffee' },
    members: members.map(({ id, name, role, language, lead }) => ({
      id,
      name,
      role,
      language,
      ...(lead === undefined ? {} : { lead }),
    })),
    rooms: [
      ...accounts.map(({ organisation, history }) => ({
        id: organisation.key,
        name: organisation.name,
        purpose: 'customer' as const,
        customer: organisation.key,
        people: history.roster,
        language: organisation.language,
      })),
      ...clubs.map(({ community, history }) => ({
        id: community.id,
        name: community.name,
        purpose: 'community' as const,
        people: history.roster,
        language: community.language,
      })),
      {
        id: 'team',
        name: '销售团队',
        purpose: 'team',
        people: members.map((member) => member.id),
        language: 'zh',
      },
      {
        id: 'managers',
        name: '经理群',
        purpose: 'managers',
        people: ['lead-zhou', 'manager-fang'],
        language: 'zh',
      },
    ],
    customers: [
      ...accounts.map(({ organisation, arc, history }) => ({
        key: organisation.key,
        name: organisation.name,
        kind: 'organisation' as const,
        owner: organisation.owner,
        language: organisation.language,
        people: history.people.map(({ id, name }) => ({ id, name })),
        story: arc.story,
      })),
      ...clubs.flatMap(({ community }) =>
        community.fans.map(({ key, name, arc }) => ({
          key,
          name,
          kind: 'person' as const,
          ...(fanArcs[arc]?.owned === true ? { owner: community.moderator } : {}),
          language: community.language,
          people: [{ id: key, name }],
          story: fanArcs[arc]?.story ?? '',
        })),
      ),
    ],
    events: [
      ...accounts.flatMap(({ history }) => history.events),
      ...clubs.flatMap(({ history }) => history.events),
      ...inside.flat(),
    ].sort(byTime),
    facts: [
      ...accounts.flatMap(({ organisation, history }) =>
        factsOf(organisation.key, organisation.currency, history.bookings),
      ),
      ...clubs.flatMap(({ community, history }) =>
        history.people.flatMap(({ id }) =>
          factsOf(
            id,
            community.currency,
            history.bookings.filter((booking) => booking.customer === id),
          ),
        ),
      ),
    ].sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1)),
  };
}
