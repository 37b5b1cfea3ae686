import type { WecomAdapter, WecomOptions } from '../../adapters/wecom/adapter.ts';
import type { Adapter, Sink } from '../../core/adapter.ts';
import type { Db } from '../../db/connect.ts';
import { ensureRooms, findRoom, nameRoom } from '../../db/rooms.ts';
import { readSetting, writeSetting } from '../../db/settings.ts';
import { type Repeating, repeat } from '../jobs/repeat.ts';
import type { Around, Host, Route } from './host.ts';
import { createRoomNaming } from './name-rooms.ts';
import { createOneInstallation } from './one-installation.ts';
import { type Notice, tellManagers } from './tell-managers.ts';
import { hasOfficial, type WecomHost } from './wecom-host.ts';
import { createSharedPace } from './wecom-pace.ts';
import type { WecomSettings } from './wecom-settings.ts';
import { createTokenStore } from './wecom-tokens.ts';
import { loginNotice, noticeOf } from './wecom-trouble.ts';

const platform = 'wecom';
const nameEveryMs = 10_000;

/** The archive's place, so that a restart goes on where it was. */
const cursorIn = (db: Db, corpId: string) => {
  const key = `wecom.archive/${corpId}`;
  return {
    read: async () => {
      const seq = await readSetting(db, key);
      return typeof seq === 'number' ? seq : undefined;
    },
    write: (seq: number) => writeSetting(db, key, seq),
  };
};

/**
 * Nobody can talk to a group robot, so nobody could say there what its group is for: where members are among themselves
 * it is for the managers, until somebody says otherwise.
 */
const makeRobotRooms = (db: Db, { corpId, robots = {} }: WecomSettings): Promise<void> =>
  ensureRooms(
    db,
    Object.entries(robots).map(([name, { membersOnly }]) => ({
      platform,
      account: corpId,
      externalId: `webhook:${name}`,
      kind: 'group',
      purpose: membersOnly ? 'managers' : 'unlinked',
      name,
    })),
  );

const isOfWechaty = (conversation: string): boolean => conversation.startsWith('wechaty:');

type Hears = {
  readonly onTopic: (topic: { readonly conversation: string; readonly name: string }) => void;
  readonly onGap: (gap: { readonly fromAt: number; readonly toAt: number }) => void;
  readonly tell: (notice: Notice) => void;
};

const optionsOf = (
  settings: WecomSettings,
  { db, log }: Around,
  { onTopic, onGap, tell }: Hears,
): WecomOptions => {
  const { corpId, apiUrl, official, aibot, robots, archive, wechaty } = settings;
  const at = apiUrl === undefined ? {} : { apiUrl };
  return {
    corpId,
    ...(official ? { official: { ...official, ...at, tokens: createTokenStore(db, official.secret) } } : {}),
    ...(aibot
      ? {
          aibot: {
            botId: aibot.botId,
            secret: aibot.secret,
            ...(aibot.wsUrl === undefined ? {} : { wsUrl: aibot.wsUrl }),
          },
        }
      : {}),
    ...(robots ? { webhook: { rooms: robots, ...at } } : {}),
    ...(archive
      ? {
          archive: {
            ...(archive.path === undefined ? {} : { path: archive.path }),
            ...(archive.token === undefined ? {} : { token: archive.token }),
            cursor: cursorIn(db, corpId),
          },
        }
      : {}),
    ...(wechaty
      ? {
          wechaty: {
            puppet: wechaty.service,
            stateDir: wechaty.stateDir,
            isShared: wechaty.isShared,
            ...(wechaty.allowSend === undefined ? {} : { allowSend: wechaty.allowSend }),
            onLoginNeeded: (needed) => tell(loginNotice(corpId, needed, Date.now())),
            onTopic,
            onGap,
          },
        }
      : {}),
    tell: (trouble) => {
      // What Wechaty says itself holds more.
      if (trouble.route !== 'wechaty') tell(noticeOf(corpId, trouble, Date.now()));
    },
    pace: createSharedPace(db, corpId),
    now: Date.now,
    log,
  };
};

/** The official route is called by GET, which tests the address, and by POST; the archive's process by both as well. */
const routesOf = (host: Host, { official, archive }: WecomSettings): readonly Route[] => {
  const [first] = host.routes;
  if (!first) return [];
  const paths = [
    ...(official ? ['/wecom/events'] : []),
    ...(archive?.token === undefined ? [] : ['/wecom/archive']),
  ];
  return paths.flatMap((path) =>
    (['GET', 'POST'] as const).map((method) => ({ method, path, answer: first.answer })),
  );
};

/**
 * Returns WeCom as it is configured: one company, by all routes that are on. The adapter, and the SDKs of the routes
 * that have one, are loaded when they are first needed.
 */
export const createWecom = (settings: WecomSettings, around: Around): WecomHost => {
  const { db, log, missed, language, seal } = around;
  const attempt = (work: Promise<unknown>, words: string): void => {
    work.catch((error: unknown) => log.warn({ platform, err: error }, words));
  };
  const rename = async (conversation: string, name: string): Promise<void> => {
    const room = await findRoom(db, { platform, account: settings.corpId }, conversation);
    if (room) await nameRoom(db, room.id, name);
  };
  let opened: WecomAdapter | undefined;
  const open = async (): Promise<Adapter> => {
    const { createWecomAdapter } = await import('../../adapters/wecom/adapter.ts');
    await makeRobotRooms(db, settings);
    const adapter: WecomAdapter = createWecomAdapter(
      optionsOf(settings, around, {
        onTopic: ({ conversation, name }) =>
          attempt(rename(conversation, name), 'the new name of a room was not stored'),
        onGap: ({ fromAt, toAt }) => missed(adapter, { fromAt, untilAt: toAt, only: isOfWechaty }),
        tell: (notice) => attempt(tellManagers(db, notice, language), 'the managers could not be told'),
      }),
    );
    opened = adapter;
    return adapter;
  };
  const host = createOneInstallation(platform, '/wecom/events', open, log);
  const nameRooms = createRoomNaming(db, isOfWechaty);
  const nameAll = async (): Promise<void> => {
    for (const adapter of await host.adapters()) await nameRooms(adapter);
  };
  const official: WecomHost['official'] = async () => {
    await host.adapters();
    return opened && hasOfficial(opened) ? opened : undefined;
  };
  const welcoming = new Set<Promise<unknown>>();
  /** A welcome is taken within 20 s only: it waits for no queue, and the acknowledgement does not wait for it. */
  const greeting =
    (sink: Sink): Sink =>
    async (event, raw) => {
      await sink(event, raw);
      if (event.type !== 'contact-added' || event.welcomeToken === undefined) return;
      const greet = async (): Promise<void> => {
        const { sayWelcome } = await import('../wecom/say-welcome.ts');
        const adapter = await official();
        if (adapter) await sayWelcome(db, adapter, event, { log, seal });
      };
      const greeted = greet()
        .catch((error: unknown) => log.warn({ platform, err: error }, 'a new contact was not welcomed'))
        .finally(() => welcoming.delete(greeted));
      welcoming.add(greeted);
    };
  let naming: Repeating | undefined;
  const isSlow = settings.aibot !== undefined || settings.wechaty !== undefined;
  return {
    ...host,
    start: async (sink) => {
      const starting = host.start(settings.official ? greeting(sink) : sink);
      // A group is first heard of by what is said in it, which does not tell what it is called.
      if (settings.wechaty) naming ??= repeat('names of rooms', nameEveryMs, nameAll, log);
      // A login that takes a minute does not keep the server from answering; the other routes listen meanwhile.
      if (!isSlow) await starting;
    },
    stop: async () => {
      await naming?.stop();
      naming = undefined;
      await host.stop();
      await Promise.all(welcoming);
    },
    routes: routesOf(host, settings),
    official,
  };
};
