import { PlatformError } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/events.ts';
import type { Db } from '../../db/connect.ts';
import { holdLimit, type RateLimit, takeTurn } from '../../db/rate-limits.ts';

type Account = Pick<InboundEvent, 'platform' | 'account'>;
type Pace = Pick<RateLimit, 'everyMs' | 'burst'>;

/**
 * How fast a platform takes messages. Slack: one a second in a channel, and several hundred a minute in a workspace.
 * Feishu: 5 a second in a chat, 50 a second and 1,000 a minute for the app (63 ms and a burst of 30 stay below both).
 * WeCom: 10,000 calls a minute of one interface for a company; what one member, group or robot gets is counted by parts
 * of messages, in `bot/platforms/wecom-pace.ts`.
 */
const paces: Readonly<
  Partial<Record<InboundEvent['platform'], { readonly room: Pace; readonly account: Pace }>>
> = {
  slack: { room: { everyMs: 1000, burst: 1 }, account: { everyMs: 200, burst: 20 } },
  feishu: { room: { everyMs: 200, burst: 1 }, account: { everyMs: 63, burst: 30 } },
  wecom: { room: { everyMs: 200, burst: 5 }, account: { everyMs: 10, burst: 100 } },
};

/** Refusals that are about one conversation; every other one is about the whole account. */
const roomCodes = new Set(['230020', 'local-limit', '846607']);

const accountKey = ({ platform, account }: Account): string => `${platform}/${account}`;
const roomKey = (of: Account, conversation: string): string => `${accountKey(of)}/${conversation}`;

/** Takes a turn in a conversation (of the account alone without one). Returns 0, or how many ms to wait first. */
export const waitForTurn = async (db: Db, of: Account, conversation?: string): Promise<number> => {
  const pace = paces[of.platform];
  if (!pace) return 0;
  const account = { key: accountKey(of), ...pace.account };
  if (conversation === undefined) return takeTurn(db, [account]);
  return takeTurn(db, [account, { key: roomKey(of, conversation), ...pace.room }]);
};

/** When the platform said how long to wait, nobody sends there (or anywhere on the account) before that. */
export const holdAfter = async (db: Db, of: Account, conversation: string, error: unknown): Promise<void> => {
  if (!(error instanceof PlatformError) || error.retryAfterMs === undefined) return;
  const ofRoom = roomCodes.has(error.platformCode ?? '');
  await holdLimit(db, ofRoom ? roomKey(of, conversation) : accountKey(of), error.retryAfterMs);
};
