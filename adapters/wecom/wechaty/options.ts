import type { AdapterLog } from '../../../core/adapter.ts';
import type { Caps } from './caps.ts';
import type { Service } from './endpoint.ts';
import type { Gap } from './intake.ts';
import type { LoginNeeded } from './keep-connected.ts';
import type { Timing } from './timing.ts';

/** What `allowSend` has to say: the platform bans accounts that are driven by programs. */
export const riskOfSending = 'i-accept-that-this-account-may-be-banned';

/** One account of WeCom that is driven through Wechaty. Times are epoch milliseconds. */
export type WechatyOptions = {
  /** The company's corp id, which is the account of all events. */
  readonly account: string;
  /**
   * What drives the account: a puppet service, or a function that makes a puppet object, a new one for each
   * connection (a name in place of the object is refused). `token` names it for the lock and the state.
   */
  readonly puppet: Service | { readonly create: () => unknown; readonly token: string };
  /** A folder of Tend's own. What is kept there is a lock and the times of sends, readable by this user alone. */
  readonly stateDir: string;
  /**
   * True when somebody of the company writes with the same account: what the account says is then theirs, and who
   * mentions it means them. Without, what the account says is not heard.
   */
  readonly isShared?: boolean;
  /** Lets the bot answer, within the caps. Without, it listens only. */
  readonly allowSend?: typeof riskOfSending;
  /** Lets internal figures be sent as well: the operator of the puppet service reads them. */
  readonly allowInternal?: boolean;
  readonly caps?: Partial<Caps>;
  /** What a person has confirmed about somebody, by Wechaty's id of them; undefined when nobody did. */
  readonly isColleague?: (contactId: string) => boolean | undefined;
  /** Somebody has to log the account in. Called once until it is logged in again. */
  readonly onLoginNeeded?: (needed: LoginNeeded) => void;
  /** What was said between these times is lost: Wechaty does not deliver it later. */
  readonly onGap?: (gap: Gap) => void;
  /** A room has another name; no event says so. `conversation` as in events. */
  readonly onTopic?: (topic: { readonly conversation: string; readonly name: string }) => void;
  readonly timing?: Partial<Timing>;
  readonly now: () => number;
  readonly log: AdapterLog;
};
