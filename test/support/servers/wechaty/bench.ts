import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { riskOfSending, type WechatyOptions } from '../../../../adapters/wecom/wechaty/options.ts';
import { createWechatyTransport } from '../../../../adapters/wecom/wechaty/transport.ts';
import type { Adapter } from '../../../../core/adapter.ts';
import type { Bench, Fault } from '../../../contract/harness.ts';
import { createMemoryLog } from '../../memory-log.ts';
import { until } from '../../until.ts';
import type { SendFault } from './capture-puppet.ts';
import { colleagueId, createWorld, customerId, roomId, selfId, type World } from './world.ts';

const token = 'puppet_mock_99999999-2222-4333-8444-555555555555';

const faults: Partial<Readonly<Record<Fault, SendFault>>> = {
  'cut-after': {
    error: Object.assign(new Error('14 UNAVAILABLE: the stream was cut'), { code: 14 }),
    isTaken: true,
  },
};

type Raw = { readonly by: string; readonly text: string; readonly id: string };

let payloads = 0;

/** Opens the transport on real Wechaty and the mock puppet, for the contract and for tests of the transport. */
export const openWechaty = async (
  options: Partial<WechatyOptions> = {},
): Promise<Bench & { world(): World; readonly stateDir: string }> => {
  const stateDir = options.stateDir ?? (await mkdtemp(join(tmpdir(), 'tend-wechaty-')));
  const log = createMemoryLog();
  const outcomes = new Map<string, boolean>();
  let world: World | undefined;
  const posted: World['puppet']['captured'][] = [];
  const current = (): World => {
    if (!world) throw new Error('the transport was never started');
    return world;
  };
  const create = () => {
    world = createWorld();
    posted.push(world.puppet.captured);
    return world.puppet;
  };
  const transport = createWechatyTransport({
    account: 'ww-corp',
    puppet: { create, token },
    stateDir,
    allowSend: riskOfSending,
    now: Date.now,
    log,
    timing: { loginMs: 5_000, echoMs: 300, retryMs: 50 },
    ...options,
  });
  let isOpening = false;
  const adapter: Adapter = {
    ...transport,
    start: async (sink) => {
      let opened = 0;
      isOpening = true;
      await transport.start(async (event, raw) => {
        if (isOpening) return void opened++;
        const id = event.type === 'message' ? event.message : event.id;
        try {
          await sink(event, raw);
          outcomes.set(id, true);
        } catch (error) {
          outcomes.set(id, false);
          throw error;
        }
      });
      // A colleague is known as such, and a customer has just written: only then may something be answered.
      current().say({ by: colleagueId, text: 'hello' });
      current().say({ by: customerId, text: 'hello' });
      await until(() => opened === 2, 'the first words are not heard');
      isOpening = false;
    },
  };
  return {
    adapter,
    stateDir,
    world: current,
    room: { conversation: `wechaty:${roomId}` },
    customer: `wechaty:${customerId}`,
    colleague: `wechaty:${colleagueId}`,
    message: ({ text, by = 'customer', id }): Raw => ({
      by: { customer: customerId, colleague: colleagueId, bot: selfId }[by],
      text,
      id: id ?? `raw-${++payloads}`,
    }),
    deliver: async (raw) => {
      const { by, text, id } = raw as Raw;
      outcomes.delete(id);
      const ignored = () => log.lines.filter((line) => line.includes('means nothing for us')).length;
      const before = ignored();
      const isUp = world?.puppet.isLoggedIn === true;
      world?.say({ by, text, id });
      if (!isUp) return 503;
      await until(() => outcomes.has(id) || ignored() > before, 'nothing becomes of a message');
      // What was heard before and waits is offered again.
      if (!outcomes.has(id) && by !== selfId) await until(() => outcomes.has(id), 'it is not offered again');
      return (outcomes.get(id) ?? true) ? 200 : 500;
    },
    sayUnheard: () => [],
    posted: () =>
      posted.flat().map(({ id, conversation, text }) => ({
        ref: id,
        conversation: `wechaty:${conversation}`,
        text,
        buttons: [],
      })),
    homeOf: () => '',
    opened: () => [],
    fail: (fault) => {
      const found = faults[fault];
      if (found) current().puppet.faults.push(found);
    },
    limitedMs: 0,
    logged: () => log.lines.join('\n'),
    secrets: [token],
    close: async () => {
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
};
