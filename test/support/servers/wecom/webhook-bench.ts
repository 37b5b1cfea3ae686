import { createWecomAdapter, type WecomAdapter } from '../../../../adapters/wecom/adapter.ts';
import type { WebhookOptions } from '../../../../adapters/wecom/webhook/transport.ts';
import type { Bench, Fault } from '../../../contract/harness.ts';
import { createTestLog } from './log.ts';
import { readMessage } from './reader.ts';
import { startWecom, type WecomStandIn } from './server.ts';
import type { StandInFault } from './state.ts';

const refusal = (errcode: number): StandInFault => ({ answer: { errcode, errmsg: 'refused' } });

const faults: Readonly<Record<Fault, StandInFault>> = {
  'cut-after': { cut: 'after' },
  limited: refusal(45009),
  'limited-silently': refusal(45033),
  unauthorised: refusal(40014),
  refused: refusal(93000),
  failing: refusal(-1),
};

const pictureOf = (body: Readonly<Record<string, unknown>>): readonly Uint8Array[] => {
  const image = body['image'] as { readonly base64?: string } | undefined;
  return image?.base64 === undefined ? [] : [Buffer.from(image.base64, 'base64')];
};

/** Opens a stand-in and an adapter that has only a group robot. */
export const openWebhook = async (
  more: Partial<WebhookOptions> = {},
  now: () => number = Date.now,
): Promise<Bench & { readonly adapter: WecomAdapter; readonly server: WecomStandIn }> => {
  const server = await startWecom();
  const { state } = server;
  const { log, logged } = createTestLog();
  const key = state.robotKeys.get('alerts') ?? '';
  const adapter = createWecomAdapter({
    corpId: state.corpId,
    webhook: { rooms: { alerts: { key, membersOnly: true } }, apiUrl: server.url, ...more },
    now,
    log,
  });
  return {
    server,
    adapter,
    room: { conversation: 'webhook:alerts' },
    customer: 'nobody',
    colleague: 'nobody',
    message: () => '',
    deliver: async () => 404,
    sayUnheard: () => [],
    posted: () =>
      state.robotMessages.map(({ body }, index) => ({
        ref: String(index),
        conversation: 'webhook:alerts',
        ...readMessage(body),
        pictures: pictureOf(body),
      })),
    homeOf: () => '',
    opened: () => [],
    fail: (fault) => void state.faults.push(faults[fault]),
    limitedMs: 60_000,
    logged,
    secrets: [key],
    close: () => server.close(),
  };
};
