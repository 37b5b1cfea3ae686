/** Who must act on an error; also its class name in logs and in `--json` output. */
export type ErrorCode = 'config' | 'input' | 'platform' | 'storage' | 'model' | 'payload' | 'invariant';

/**
 * The one base of everything Tend throws. Its message says the fix in words for the one who must act and
 * never contains a token or text written by a customer.
 */
export class TendError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** The operator must change a setting. The process ends with exit code 78 (EX_CONFIG). */
export class ConfigError extends TendError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('config', message, options);
  }
}

/** The person in the chat or at the terminal must say it differently; the message is written for them. */
export class InputError extends TendError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('input', message, options);
  }
}

/** A platform said no or was not reached. `retryAfterMs` is set where waiting helps. */
export class PlatformError extends TendError {
  readonly platformCode: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    detail: {
      readonly platformCode?: string;
      readonly requestId?: string;
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super('platform', message, { cause: detail.cause });
    this.platformCode = detail.platformCode;
    this.requestId = detail.requestId;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** PostgreSQL or the queue could not do its work; trying again later may help. */
export class StorageError extends TendError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('storage', message, options);
  }
}

/** What went wrong with a language model. */
export type ModelFailure =
  /** Nobody configured one, or nothing may be sent about this. */
  | 'off'
  | 'over-budget'
  /** As many calls as there may be are under way, or the endpoint asks to wait. */
  | 'busy'
  /** It failed several times in a row and is left alone for a while. */
  | 'resting'
  | 'timeout'
  | 'unreachable'
  /** The endpoint does not take the request: key, name of the model, form. */
  | 'rejected'
  /** The model would not answer. */
  | 'refused'
  /** More than the model takes at once. */
  | 'too-long'
  /** Not what was asked for: no JSON, cut off, another shape. */
  | 'malformed'
  | 'wrong-language'
  /** It cites what it was not given, or says what stands nowhere in it. */
  | 'ungrounded';

/** A language model did not help; whoever asked goes on without it. */
export class ModelError extends TendError {
  readonly failure: ModelFailure;
  readonly retryAfterMs: number | undefined;

  constructor(
    failure: ModelFailure,
    message: string,
    detail: { readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super('model', message, { cause: detail.cause });
    this.failure = failure;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** What came from outside is forged, malformed or unsupported. Counted and refused, never half-used. */
export class PayloadError extends TendError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('payload', message, options);
  }
}

/** Something that cannot happen did: a defect in Tend. */
export class InvariantError extends TendError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('invariant', message, options);
  }
}
