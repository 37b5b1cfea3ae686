import type { AdapterLog } from '../../../core/adapter.ts';
import { PlatformError } from '../../../core/errors.ts';
import type { Wechaty } from './load-wechaty.ts';
import { type Problem, problemOf } from './problems.ts';
import type { Bot, ContactPayload, GrpcManager, MessagePayload, Puppet } from './shape.ts';
import { within } from './timing.ts';

/** A change of members as a puppet reports it. */
export type MembersChange = {
  readonly roomId: string;
  readonly people: readonly string[];
  readonly by: string;
  readonly timestamp: number;
};

/** What a connection reports. After it was closed it reports nothing. */
export type ConnectionEvents = {
  alive(): void;
  loggedIn(id: string): void;
  /** The account is not logged in; `qrcode` is what somebody scans to log in. */
  loggedOut(reason: 'scan' | 'logout' | 'restart', qrcode?: string): void;
  failed(problem: Problem | 'ended'): void;
  message(id: string): void;
  members(kind: 'join' | 'leave', change: MembersChange): void;
  topic(room: string, name: string): void;
};

/** Wechaty on one puppet, from start to end. A dropped one is never used again: a new one takes its place. */
export type Connection = {
  readonly puppet: Puppet;
  /** Rejects when it cannot be had over this connection. */
  messageOf(id: string): Promise<MessagePayload>;
  /** Rejects never: of somebody who cannot be looked up the id alone is known. */
  readonly contactOf: (id: string) => Promise<ContactPayload>;
  /**
   * Ends it. `drop` leaves the account logged in at the service, so that the next connection goes on with it; `leave`
   * tells the service that the bot stops.
   */
  close(how: 'drop' | 'leave'): Promise<void>;
};

/** So long is waited for Wechaty to load a message itself, before it is asked for once more. */
const loadMs = 3_000;
const lookUpMs = 5_000;
/** A dropped connection goes on ending by itself. */
const closeMs = { drop: 500, leave: 3_000 };

/** What a puppet says when it is stopped, which is no login that expired. */
const stopWords = 'puppet stop()';
const scanned: ReadonlySet<number> = new Set([3, 4]);

const managerOf = (puppet: Puppet): GrpcManager | undefined => {
  try {
    return (puppet as { grpcManager?: GrpcManager }).grpcManager;
  } catch {
    return undefined;
  }
};

/** A connection that only drops must not make the service log the account out. */
const keepServiceRunning = (puppet: Puppet): void => {
  try {
    const client = managerOf(puppet)?.client;
    if (client)
      Object.assign(client, {
        stop: (_: unknown, done: (error: null, answer: object) => void) => done(null, {}),
      });
  } catch {
    // There is no client any more: nothing can be told to the service either.
  }
};

/** Starts Wechaty on a puppet. Returns at once; what becomes of it is reported. */
export const openConnection = (
  wechaty: Wechaty,
  instance: object,
  events: ConnectionEvents,
  log: AdapterLog,
): Connection => {
  const puppet = instance as Puppet;
  const bot: Bot = wechaty.build({ puppet: instance });
  const loading = new Map<string, (payload: MessagePayload) => void>();
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => undefined);
  let isClosed = false;
  let hasStarted = false;

  const report =
    <Payload>(act: (payload: Payload) => void) =>
    (payload: Payload): void => {
      if (isClosed) return;
      events.alive();
      act(payload);
    };

  const fail = (problem: Problem | 'ended'): void => {
    if (!isClosed) events.failed(problem);
  };

  // Without a listener an error of Wechaty would end the process.
  bot.on('error', (error: unknown) => {
    if (isClosed) return;
    const problem = problemOf(error);
    if (problem === 'room-sync')
      log.debug({ problem }, 'Wechaty could not look somebody up; nothing is lost');
    else log.warn({ problem }, 'Wechaty reports an error');
    if (problem === 'unreachable' || problem === 'token-refused' || problem === 'token-in-use') fail(problem);
  });
  bot.on('message', ({ id, payload }: { id: string; payload: MessagePayload }) => loading.get(id)?.(payload));

  const alive = report(() => undefined);
  puppet.on('heartbeat', alive);
  puppet.on('dong', alive);
  puppet.on(
    'login',
    report(({ contactId }: { contactId: string }) => events.loggedIn(contactId)),
  );
  puppet.on(
    'logout',
    report(({ data }: { data?: string }) => events.loggedOut(data === stopWords ? 'restart' : 'logout')),
  );
  puppet.on(
    'scan',
    report(({ status, qrcode }: { status: number; qrcode?: string }) => {
      if (!scanned.has(status)) events.loggedOut('scan', qrcode);
    }),
  );
  puppet.on(
    'message',
    report(({ messageId }: { messageId: string }) => events.message(messageId)),
  );
  puppet.on(
    'room-join',
    report((change: { inviteeIdList: string[]; inviterId: string; roomId: string; timestamp: number }) => {
      const { inviteeIdList: people, inviterId: by, roomId, timestamp } = change;
      events.members('join', { roomId, people, by, timestamp });
    }),
  );
  puppet.on(
    'room-leave',
    report((change: { removeeIdList: string[]; removerId: string; roomId: string; timestamp: number }) => {
      const { removeeIdList: people, removerId: by, roomId, timestamp } = change;
      events.members('leave', { roomId, people, by, timestamp });
    }),
  );
  puppet.on(
    'room-topic',
    report(({ roomId, newTopic }: { roomId: string; newTopic: string }) => events.topic(roomId, newTopic)),
  );
  // The library hears of the end of its stream and does nothing about it.
  puppet.on('start', () => {
    hasStarted = true;
    const manager = managerOf(puppet);
    for (const end of ['end', 'cancel', 'status']) manager?.on(end, () => fail('ended'));
  });

  const running = bot
    .start()
    // Wechaty resolves also when its puppet did not start.
    .then(() => {
      if (!hasStarted) fail('other');
    })
    .catch(() => fail('other'));

  return {
    puppet,
    messageOf: async (id) => {
      const loaded = Promise.withResolvers<MessagePayload>();
      loading.set(id, loaded.resolve);
      try {
        const own = within(Promise.race([loaded.promise, closed.promise]), loadMs);
        return await own.catch(() => {
          if (isClosed) return closed.promise;
          return within(Promise.race([puppet.messagePayload(id), closed.promise]), lookUpMs);
        });
      } finally {
        loading.delete(id);
      }
    },
    contactOf: (id) => within(puppet.contactPayload(id), lookUpMs).catch(() => ({ id })),
    close: async (how) => {
      if (isClosed) return;
      isClosed = true;
      closed.reject(new PlatformError('The connection to the puppet service was closed.'));
      if (how === 'drop' || !puppet.isLoggedIn) keepServiceRunning(puppet);
      await within(
        Promise.resolve(running).then(() => bot.stop()),
        closeMs[how],
      ).catch(() => undefined);
    },
  };
};
