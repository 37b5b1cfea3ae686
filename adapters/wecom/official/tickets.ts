import { textOf } from '../../../core/payload.ts';
import type { Api, ApiCall } from '../client.ts';
import { CallFailure, toPlatformError, waitOf } from '../errors.ts';
import type { AccessToken, TokenStore } from '../token-store.ts';

/** Whose rights a page asks for: the company's (`config`) or the app's (`agentConfig`). */
export type TicketKind = 'corp' | 'agent';

const calls: Readonly<Record<TicketKind, ApiCall>> = {
  corp: { path: 'get_jsapi_ticket' },
  agent: { path: 'ticket/get', query: { type: 'agent_config' } },
};

/** A ticket is renewed this long before it ends. */
const earlyMs = 5 * 60_000;
/** After a refusal nobody asks again for this long: the platform gives 100 an hour to an app and 400 to a company. */
const pauseMs = 60_000;

/** Where tickets come from. @throws PlatformError when there is none. */
export type Tickets = (kind: TicketKind) => Promise<string>;

/**
 * Returns the tickets by which pages are signed. Each is fetched once for its 2 hours, for all who need it at the same
 * time in this process and, by the store's lock, in all others. A refusal is not asked for again within a minute.
 */
export const createTickets = (options: {
  readonly api: Api;
  /** As of the access token: `<corp id>/<agent id>`. */
  readonly key: string;
  readonly tokens: TokenStore;
  readonly now: () => number;
}): Tickets => {
  const { api, tokens, now } = options;
  const fetching = new Map<TicketKind, Promise<AccessToken>>();
  const refused = new Map<TicketKind, { readonly untilAt: number; readonly error: unknown }>();

  const fetchTicket = async (kind: TicketKind): Promise<AccessToken> => {
    const answer = await api.tryCall(calls[kind]);
    const value = textOf(answer['ticket']);
    if (value === undefined) throw new CallFailure({ reached: true });
    const lifeMs = Number(textOf(answer['expires_in']) ?? 7200) * 1000;
    return { value, untilAt: now() + Math.max(lifeMs - earlyMs, lifeMs / 2) };
  };
  const renew = async (kind: TicketKind, key: string): Promise<AccessToken> => {
    try {
      return await tokens.write(key, async (there) =>
        there && there.untilAt > now() ? there : fetchTicket(kind),
      );
    } catch (error) {
      const waitMs = error instanceof CallFailure ? waitOf(error) : undefined;
      const failure = { untilAt: now() + Math.max(waitMs ?? 0, pauseMs), error: toPlatformError(error) };
      refused.set(kind, failure);
      throw failure.error;
    } finally {
      fetching.delete(kind);
    }
  };
  return async (kind) => {
    const key = `${options.key}/ticket/${kind}`;
    const there = await tokens.read(key);
    if (there && there.untilAt > now()) return there.value;
    const before = refused.get(kind);
    if (before && before.untilAt > now()) throw before.error;
    const fetched = fetching.get(kind) ?? renew(kind, key);
    fetching.set(kind, fetched);
    return (await fetched).value;
  };
};
