import { PlatformError } from '../../core/errors.ts';

/**
 * A call that did not give what was asked for, without anything of the call itself. `reached` is false when the
 * platform surely did not get it, and true when it answered; undefined when nobody knows.
 */
export class CallFailure extends Error {
  readonly reached: boolean | undefined;
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** The address that the platform saw us from, where it says so. */
  readonly seenFrom: string | undefined;

  constructor(detail: {
    readonly reached: boolean | undefined;
    readonly status?: number;
    readonly code?: number;
    readonly seenFrom?: string;
  }) {
    super(`the platform answered with ${detail.code ?? detail.status ?? 'nothing'}`);
    this.name = 'CallFailure';
    this.reached = detail.reached;
    this.status = detail.status;
    this.code = detail.code;
    this.seenFrom = detail.seenFrom;
  }
}

/** Codes after which a new access token helps: not valid (any more). */
export const tokenCodes: ReadonlySet<number> = new Set([40014, 42001]);

/**
 * Codes that ask to wait, and how long, in milliseconds; the platform itself does not say. A block lasts as long as the
 * unit that was overstepped, of which the shortest is a minute. -1: busy. 41096: another app is sending at the moment.
 */
const waits: ReadonlyMap<number, number> = new Map([
  [-1, 2_000],
  [41096, 1_000],
  [45009, 60_000],
  [45033, 2_000],
  [846607, 60_000],
]);

/** Codes by which the platform refuses this one message for good, and the reason in words for the operator. */
const refusals: Readonly<Record<number, string>> = {
  40003: 'no-such-member: WeCom does not know this member',
  40008: 'kind-not-allowed: WeCom does not take this kind of message here',
  40058: 'bad-request: WeCom does not take a field of this message',
  40096: 'no-such-customer: this is no contact of the company',
  41051: 'already-welcomed: the customer has a welcome already, or has begun to talk',
  44004: 'empty: there is nothing to say',
  45002: 'too-long: the message is longer than WeCom takes',
  81013:
    'outside-visible-range: the member is not in the visible range of the app (应用可见范围), or has left',
  84061: 'no-such-customer: the customer is no contact of this member (any more)',
  86001: 'no-such-group: WeCom does not know this group',
  86003: 'no-such-group: WeCom does not know this group',
  90207: 'no-mini-program: the app may not send this kind of message',
  93000: 'no-such-robot: the key of the group robot is wrong, or the robot was removed from its group',
  701008: 'no-licence: the member has no licence for interfaces',
};

/** Returns why the platform refuses a message for good, or undefined when it may take it later. */
export const refusalOf = (failure: CallFailure): string | undefined =>
  failure.code === undefined ? undefined : refusals[failure.code];

const remedies: Readonly<Record<number, string>> = {
  40001: 'The secret is wrong. Copy it again from the app in the admin console (应用管理).',
  40013: 'WeCom does not know this company. Check the corp id (我的企业 > 企业信息).',
  40056: 'WeCom does not know this app. Check the agent id.',
  48002: 'The app may not use this interface. Allow it under 客户联系 > 可调用接口的应用.',
  60011: 'The app may not see this member, customer or group. Check its visible range (应用可见范围).',
  60020:
    'WeCom takes calls of this app only from trusted addresses. Add the address of this server in the console: 应用管理 > the app > 企业可信IP.',
  81013: 'None of the receivers is in the visible range of the app (应用可见范围).',
  84061: 'The customer is no contact of this member (any more).',
  301002: 'The app may not act for this member. Check its visible range (应用可见范围).',
};

const messageOf = ({ code, status, reached, seenFrom }: CallFailure): string => {
  if (reached === false) return 'WeCom could not be reached.';
  if (reached === undefined) return 'WeCom did not answer in time.';
  if (code !== undefined && tokenCodes.has(code))
    return 'WeCom does not accept the access token of this app.';
  if (code !== undefined && remedies[code] !== undefined) {
    return seenFrom === undefined ? remedies[code] : `${remedies[code]} WeCom sees it as ${seenFrom}.`;
  }
  return `WeCom refused the call (code ${code ?? 'none'}, HTTP ${status ?? 'none'}).`;
};

/** Returns how long a failed call asks to wait, in milliseconds; undefined when waiting does not help. */
export const waitOf = ({ code, status }: CallFailure): number | undefined => {
  if (code !== undefined && waits.has(code)) return waits.get(code);
  return status === 429 ? 60_000 : undefined;
};

/** Returns a failed call as the error that everything outside the adapter knows; other errors as they are. */
export const toPlatformError = (error: unknown): unknown => {
  if (!(error instanceof CallFailure)) return error;
  const retryAfterMs = waitOf(error);
  const code = error.code ?? error.status;
  return new PlatformError(messageOf(error), {
    ...(code === undefined ? {} : { platformCode: String(code) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};
