import type { Adapter } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import type { Db } from '../../db/connect.ts';
import { historyProgress } from '../../db/history-fetches.ts';
import { lastReceivedAt } from '../../db/inbox.ts';
import { roomsOfAccount } from '../../db/rooms.ts';
import type { Finding } from './finding.ts';

/** Rooms whose people are looked at, so that checking a large company stays within the platforms' limits. */
const mostRooms = 5;

const names: Readonly<Record<string, string>> = { slack: 'Slack', feishu: 'Feishu', wecom: 'WeCom' };

const saying = (error: unknown): string =>
  error instanceof PlatformError ? (error.platformCode ?? error.message) : 'it failed';

const checkPeople = async (
  adapter: Adapter,
  room: { readonly id: string; readonly name?: string },
): Promise<Finding> => {
  const what = `${names[adapter.platform] ?? adapter.platform} room ${room.name ?? room.id}`;
  try {
    const people = (await adapter.roster?.(room.id)) ?? [];
    const humans = people.filter((each) => each.kind === 'human');
    const count = (external: boolean | 'unknown') =>
      humans.filter((each) => each.external === external).length;
    const unknown = count('unknown');
    const detail = `${count(false)} of ours, ${count(true)} from outside`;
    if (unknown === 0) return { what, ok: true, detail };
    return {
      what,
      ok: false,
      detail: `${detail}, ${unknown} that cannot be told: nothing internal is said there`,
    };
  } catch (error) {
    const detail = `who is in it cannot be had (${saying(error)}): nothing internal is said there; compare the scopes`;
    return { what, ok: false, detail };
  }
};

/** Returns what is to be said of one installation: what it hears, the rooms it is in, and who is in them. */
export const checkRooms = async (db: Db, adapter: Adapter): Promise<readonly Finding[]> => {
  const { platform, account } = adapter;
  const name = names[platform] ?? platform;
  const findings: Finding[] = [];
  const last = await lastReceivedAt(db, platform, account);
  findings.push({
    what: `${name} events`,
    ok: last !== undefined,
    detail:
      last === undefined
        ? 'none has arrived yet: is the server running, reachable from outside, and its address entered as the request URL?'
        : `the last one at ${new Date(last).toISOString()}`,
  });
  try {
    const rooms = ((await adapter.conversations?.()) ?? []).filter((each) => each.kind === 'group');
    findings.push({
      what: `${name} rooms`,
      ok: rooms.length > 0,
      detail:
        rooms.length > 0 ? `in ${rooms.length}` : 'in none: add the bot to a group (Slack: /invite @Tend)',
    });
    for (const room of rooms.slice(0, mostRooms)) findings.push(await checkPeople(adapter, room));
    const known = await roomsOfAccount(db, adapter);
    const unlinked = known.filter((each) => each.purpose === 'unlinked');
    findings.push({
      what: `${name} rooms without a purpose`,
      ok: true,
      detail: `${unlinked.length}${unlinked.length > 0 ? ': a member writes "@Tend room …" in each' : ''}`,
    });
  } catch (error) {
    findings.push({
      what: `${name} rooms`,
      ok: false,
      detail: `the list cannot be had (${saying(error)}); compare the scopes`,
    });
  }
  const { rooms, found, failed } = await historyProgress(db, platform, account);
  findings.push({
    what: `${name} history`,
    ok: failed === 0,
    detail: `${rooms === 0 ? 'nothing to fetch' : `${rooms} rooms under way, ${found} messages so far`}${failed > 0 ? `, ${failed} given up` : ''}`,
  });
  return findings;
};
