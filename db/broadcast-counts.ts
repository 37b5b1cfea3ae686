import { sql } from 'kysely';
import type { Reception } from '../core/care/broadcast-guard.ts';
import { broadcastFlow } from './broadcasts.ts';
import type { Db } from './connect.ts';

/** How far a broadcast is. */
export type BroadcastCounts = {
  readonly total: number;
  /** Not sent yet, of the waves that are on. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly sent: number;
  readonly stopped: number;
  readonly withheld: number;
  readonly test: number;
  readonly blocked: Readonly<Record<string, number>>;
};

/** Returns how far a broadcast is; `wave` is the last one that is on. */
export const countTargets = async (db: Db, id: number, wave: number): Promise<BroadcastCounts> => {
  const { rows } = await sql<Omit<BroadcastCounts, 'blocked'>>`
    select count(*) as total,
      count(*) filter (where t.status = 'planned' and t.arm = 'treated' and t.wave <= ${wave}) as waiting,
      count(*) filter (where t.status <> 'blocked' and t.arm <> 'treated') as withheld,
      count(*) filter (where t.status <> 'blocked' and t.arm = 'treated' and t.wave = 0) as test,
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'reserved') as "inFlight",
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'confirmed') as sent,
      (select count(*) from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'released'
        and c.reason <> 'withdrawn') as stopped
    from broadcast_target t where t.broadcast_id = ${id}`.execute(db);
  const blocked = await db
    .selectFrom('broadcast_target')
    .select((each) => ['reason', each.fn.countAll<number>().as('count')])
    .where('broadcast_id', '=', id)
    .where('status', '=', 'blocked')
    .groupBy('reason')
    .orderBy('count', 'desc')
    .execute();
  const none = { total: 0, waiting: 0, inFlight: 0, sent: 0, stopped: 0, withheld: 0, test: 0 };
  return {
    ...(rows[0] ?? none),
    blocked: Object.fromEntries(blocked.map((each) => [each.reason ?? '', each.count])),
  };
};

/** Returns what came back of what was sent after `since`: who opted out or was angry within two days. */
export const receptionOf = async (db: Db, id: number, since = 0): Promise<Reception> => {
  const soon = sql`c.sent_at + 172800000`;
  const { rows } = await sql<Reception>`
    select count(*) as reached,
      count(*) filter (where exists (select from contact_subject s join consent w on w.person_id = s.person_id
        where s.contact_id = c.id and w.purpose = 'all' and w.state = 'withdrawn'
          and w.at >= c.sent_at and w.at <= ${soon})) as "optOuts",
      count(*) filter (where exists (select from interaction i
        where (i.customer_id = c.customer_id or i.room_id = c.room_id) and i.direction = 'in' and i.kind = 'message'
          and i.data ->> 'label' = 'negative' and i.at > c.sent_at and i.at <= ${soon})) as negatives
    from contact c where c.flow = ${broadcastFlow(id)} and c.status = 'confirmed'
      and c.sent_at > ${since}`.execute(db);
  return rows[0] ?? { reached: 0, optOuts: 0, negatives: 0 };
};
