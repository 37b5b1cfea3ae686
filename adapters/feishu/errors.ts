import { PlatformError } from '../../core/errors.ts';

/**
 * A call that did not give what was asked for, without anything of the call itself. `reached` is false when the
 * platform surely did not get it, and true when it answered; undefined when nobody knows.
 */
export class CallFailure extends Error {
  readonly reached: boolean | undefined;
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly resetSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(detail: {
    readonly reached: boolean | undefined;
    readonly status?: number;
    readonly code?: number;
    readonly resetSeconds?: number;
    readonly requestId?: string;
  }) {
    super(`the platform answered with ${detail.code ?? detail.status ?? 'nothing'}`);
    this.name = 'CallFailure';
    this.reached = detail.reached;
    this.status = detail.status;
    this.code = detail.code;
    this.resetSeconds = detail.resetSeconds;
    this.requestId = detail.requestId;
  }
}

/** Codes after which a new token may help: missing, invalid, of another kind. */
export const tokenCodes: ReadonlySet<number> = new Set([99991661, 99991663, 99991664, 99991668]);

/** Codes that ask to wait. 230020: more than 5 messages a second in one chat. 230049: it is being sent already. */
const waitCodes: ReadonlySet<number> = new Set([99991400, 11232, 230020, 230049]);

/** How long is waited where the platform asks for it and does not say how long, in milliseconds. */
export const defaultWaitMs = 1000;

/** Codes by which the platform refuses this one message for good, and the reason in our words. */
const refusals: Readonly<Record<number, string>> = {
  230001: 'bad-request',
  230002: 'bot-not-in-chat',
  230006: 'bot-off',
  230013: 'outside-availability',
  230015: 'p2p-not-allowed',
  230017: 'not-ours',
  230018: 'group-settings',
  230022: 'sensitive-content',
  230025: 'too-long',
  230027: 'no-permission',
  230028: 'blocked-by-company',
  230029: 'person-left-company',
  230034: 'no-such-receiver',
  230035: 'muted',
  230038: 'other-company',
  230053: 'stopped-by-person',
  230054: 'kind-not-allowed',
  230099: 'bad-card',
  232009: 'chat-dissolved',
  232033: 'chat-not-allowed',
};

/** Returns why the platform refuses a message for good, or undefined when it may take it later. */
export const refusalOf = (failure: CallFailure): string | undefined =>
  failure.code === undefined ? undefined : refusals[failure.code];

const remedies: Readonly<Record<number, string>> = {
  10003: 'Feishu does not know this app. Check FEISHU_APP_ID and FEISHU_APP_SECRET.',
  10014:
    'The app secret is wrong. Copy it again from the console: 凭证与基础信息 (Credentials & Basic Info).',
  10015:
    'The app secret is wrong. Copy it again from the console: 凭证与基础信息 (Credentials & Basic Info).',
  99991672:
    'The app lacks a permission. Add it under 权限管理 (Permissions & Scopes) and publish a new version.',
  99991679:
    'The app lacks a permission. Add it under 权限管理 (Permissions & Scopes) and publish a new version.',
};

const messageOf = ({ code, status, reached }: CallFailure): string => {
  if (reached === false) return 'Feishu could not be reached.';
  if (reached === undefined) return 'Feishu did not answer in time.';
  if (code !== undefined && tokenCodes.has(code)) return 'Feishu does not accept the token of this app.';
  if (code !== undefined && remedies[code] !== undefined) return remedies[code];
  return `Feishu refused the call (code ${code ?? 'none'}, HTTP ${status ?? 'none'}).`;
};

const waitOf = ({ code, status, resetSeconds }: CallFailure): number | undefined => {
  if (status !== 429 && !(code !== undefined && waitCodes.has(code))) return undefined;
  return resetSeconds === undefined ? defaultWaitMs : resetSeconds * 1000;
};

/** Returns a failed call as the error that everything outside the adapter knows; other errors as they are. */
export const toPlatformError = (error: unknown): unknown => {
  if (!(error instanceof CallFailure)) return error;
  const retryAfterMs = waitOf(error);
  const code = error.code ?? error.status;
  return new PlatformError(messageOf(error), {
    ...(code === undefined ? {} : { platformCode: String(code) }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};
