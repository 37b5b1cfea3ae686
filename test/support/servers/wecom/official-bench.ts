import {
  createWecomAdapter,
  type WecomAdapter,
  type WecomOptions,
} from '../../../../adapters/wecom/adapter.ts';
import type { Bench, Fault, Signature } from '../../../contract/harness.ts';
import { createTestLog } from './log.ts';
import { appMessage, callbackRequest, callbackToken, encodingAesKey } from './payloads.ts';
import { readMessage } from './reader.ts';
import { colleague, customer, group, startWecom, type WecomStandIn } from './server.ts';
import type { StandInFault } from './state.ts';

const refusal = (errcode: number): StandInFault => ({ answer: { errcode, errmsg: 'refused' } });

const faults: Readonly<Record<Fault, readonly StandInFault[]>> = {
  'cut-after': [{ cut: 'after' }],
  limited: [refusal(45009)],
  'limited-silently': [refusal(45033)],
  // Also the token that is fetched anew is refused.
  unauthorised: [refusal(40014), refusal(40014)],
  refused: [refusal(81013)],
  failing: [{ status: 502 }],
};

const minutes = 60_000;
const skews: Readonly<Record<Signature, number>> = {
  right: 0,
  forged: 0,
  missing: 0,
  stale: -10 * minutes,
  future: 10 * minutes,
};

/** A bench of the official route, with its stand-in. */
export type OfficialBench = Bench & { readonly adapter: WecomAdapter; readonly server: WecomStandIn };

/** Opens a stand-in and an adapter on it, for the contract and for tests of the adapter. */
export const openOfficial = async (more: Partial<WecomOptions> = {}): Promise<OfficialBench> => {
  const server = await startWecom(more.now);
  const { state } = server;
  const { log, logged } = createTestLog();
  const adapter = createWecomAdapter({
    corpId: state.corpId,
    official: {
      agentId: '1000002',
      secret: state.secret,
      token: callbackToken,
      encodingAesKey,
      apiUrl: server.url,
    },
    now: Date.now,
    log,
    ...more,
  });
  return {
    server,
    adapter,
    room: { conversation: `app:${colleague}` },
    customer,
    colleague,
    group,
    // Nobody else speaks here: customers cannot write to an app of the company.
    message: ({ text, id }) => appMessage(text, id === undefined ? {} : { MsgId: id }),
    deliver: async (raw, { signature = 'right' } = {}) => {
      const how = signature === 'forged' || signature === 'missing' ? signature : 'right';
      const at = Date.now() + skews[signature];
      const answer = await adapter.webhook?.(callbackRequest(String(raw), { at, signature: how }));
      return answer?.status ?? 0;
    },
    sayUnheard: () => [],
    posted: () =>
      state.messages.map(({ id, user, body }) => ({
        ref: id,
        conversation: `app:${user}`,
        ...readMessage(body),
      })),
    homeOf: () => '',
    opened: () => [],
    fail: (fault) => void state.faults.push(...faults[fault]),
    limitedMs: 60_000,
    logged,
    secrets: [state.secret, callbackToken, encodingAesKey, 'access-token-'],
    close: () => server.close(),
  };
};
