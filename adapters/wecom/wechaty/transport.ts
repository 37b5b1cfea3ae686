import type { Adapter } from '../../../core/adapter.ts';
import { ConfigError } from '../../../core/errors.ts';
import { wechatyCapabilities } from './capabilities.ts';
import { defaultCaps } from './caps.ts';
import { openConnection } from './connection.ts';
import { createEchoes } from './echoes.ts';
import { requireSafeService, warnOfPlaintext } from './endpoint.ts';
import { createHearing } from './hearing.ts';
import { toOwnId } from './ids.ts';
import { createIntake, type Gap, type Intake } from './intake.ts';
import { createKeeper } from './keep-connected.ts';
import { loadWechaty, type Wechaty } from './load-wechaty.ts';
import { type Notes, openNotes } from './notes.ts';
import { openService } from './open-service.ts';
import { riskOfSending, type WechatyOptions } from './options.ts';
import { createOutbound } from './outbound.ts';
import { createRecent } from './recent.ts';
import { requireAllowedPuppet, requireInstance } from './refusals.ts';
import { readConversations, readRoster } from './roster.ts';
import type { Puppet } from './shape.ts';
import { openStateDir, type StateDir } from './state-dir.ts';
import { defaultTiming } from './timing.ts';

const rememberedIds = 20_000;
const heldAtMost = 10_000;

const checkOptions = ({ puppet, allowSend }: WechatyOptions): void => {
  requireInstance(puppet);
  if ('endpoint' in puppet) requireSafeService(puppet);
  else if (typeof puppet.create !== 'function') requireInstance(puppet.create);
  if (allowSend !== undefined && allowSend !== riskOfSending) {
    throw new ConfigError(
      `Sending over Wechaty is switched on by the words ${riskOfSending as string}, and by no others.`,
    );
  }
};

/**
 * Returns the transport that hears customer groups by driving an account of WeCom through Wechaty. Nothing official
 * does that, and the platform bans accounts for it; it is off unless configured, and only listens unless told
 * otherwise. Wechaty is loaded by the first start. @throws ConfigError when the puppet is refused.
 */
export const createWechatyTransport = (options: WechatyOptions): Adapter => {
  checkOptions(options);
  const { account, puppet: source, now, log } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const recent = createRecent(rememberedIds);
  const echoes = createEchoes();
  const onGap = (gap: Gap): void => options.onGap?.(gap);
  let wechaty: Wechaty | undefined;
  let state: StateDir | undefined;
  let notes: Notes | undefined;
  let intake: Intake | undefined;

  const prepare = async (): Promise<object> => {
    wechaty ??= await loadWechaty();
    if ('endpoint' in source) return openService(wechaty, source, timing.silentMs * 2);
    const puppet = requireInstance(await source.create());
    requireAllowedPuppet((puppet as Puppet).name());
    return puppet;
  };

  const keeper = createKeeper({
    prepare,
    open: (puppet, events) => openConnection(wechaty as Wechaty, puppet, events, log),
    events: {
      loggedIn: (id) => hearing.loggedIn(id),
      message: (id) => {
        if (recent.has(id)) {
          log.debug({ reason: 'heard before' }, 'something heard means nothing for us');
          intake?.hurry(id);
          return;
        }
        recent.add(id, undefined);
        intake?.take(id, now(), hearing.readMessage(id, now()));
      },
      members: (kind, change) => intake?.take(undefined, now(), hearing.readMembers(kind, change, now())),
      topic: (room, name) => options.onTopic?.({ conversation: toOwnId(room), name }),
    },
    onLoginNeeded: (needed) => options.onLoginNeeded?.(needed),
    onGap,
    timing,
    now,
    log,
  });

  const outbound = createOutbound({
    isAllowed: options.allowSend === riskOfSending,
    internalToo: options.allowInternal === true,
    caps: { ...defaultCaps, ...options.caps },
    notes: { all: () => notes?.all() ?? [], add: async (note) => notes?.add(note) },
    live: keeper.live,
    heardAt: (conversation) => hearing.heardAt(conversation),
    echoes,
    timing,
    now,
    log,
  });

  const hearing = createHearing({
    account,
    isShared: options.isShared === true,
    isColleague: options.isColleague,
    live: keeper.live,
    whenLive: keeper.whenLive,
    notes: () => notes,
    recent,
    onOwn: ({ id, roomId, listenerId, text = '' }) => {
      const place = roomId || listenerId || '';
      echoes.note(place, text, id, now());
      return outbound.takes(place, text);
    },
    log,
  });

  const stop = async (): Promise<void> => {
    const closing = intake;
    intake = undefined;
    await closing?.close();
    await keeper.stop();
    await state?.release();
    state = undefined;
  };

  return {
    platform: 'wecom',
    account,
    can: wechatyCapabilities,
    start: async (sink) => {
      if ('endpoint' in source) warnOfPlaintext(source, log);
      const opened = await openStateDir(options.stateDir, source.token);
      state = opened;
      try {
        notes = await openNotes(opened, now);
        intake = createIntake({ sink, most: heldAtMost, log, onLost: onGap, onDropped: recent.forget });
        await keeper.start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    send: outbound.send,
    findSent: outbound.findSent,
    roster: (conversation) => readRoster(keeper.live(), conversation, hearing.peopleOf),
    conversations: () => readConversations(keeper.live()),
  };
};
