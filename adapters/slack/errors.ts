import { PlatformError } from '../../core/errors.ts';
import { fieldsOf, listOf, textOf } from '../../core/payload.ts';

/**
 * What became of a call that failed. `refused`: Slack will never take it as it is. `unknown`: it may have been taken.
 * Otherwise it was not taken, and `error` says who must act and when it may be tried again.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly error: PlatformError };

/** Errors that are about this message or this conversation: trying again changes nothing. */
const final: ReadonlySet<string> = new Set([
  'channel_not_found',
  'channel_is_archived',
  'is_archived',
  'not_in_channel',
  'user_not_in_channel',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'metadata_too_large',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'thread_locked',
  'cannot_reply_to_message',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'slack_connect_blocked_file_type',
  'slack_connect_clip_sharing_blocked',
  'as_user_not_supported',
  'ekm_access_denied',
  'method_not_supported_for_channel_type',
  'user_not_visible',
  'recipient_blocked',
]);

/** Errors after which Slack itself does not know what it did. */
const uncertain: ReadonlySet<string> = new Set(['internal_error', 'fatal_error']);

/** Errors of the installation, with what must be done about it. */
const remedies: Readonly<Record<string, string>> = {
  invalid_auth: 'The Slack token is not valid (any more). Reinstall the app and set the new token.',
  not_authed: 'There is no Slack token. Set the bot token of the app.',
  account_inactive: 'The Slack token belongs to a removed app or a deleted user. Reinstall the app.',
  token_revoked: 'The Slack token was revoked. Reinstall the app.',
  token_expired: 'The Slack token has run out. Switch token rotation off for the app and reinstall it.',
  org_login_required: 'The workspace moves to an Enterprise organisation; it will answer again afterwards.',
  missing_scope: 'The Slack app lacks a scope. Compare its scopes with the manifest and reinstall it.',
  no_permission: 'The Slack app may not do this. Compare its scopes with the manifest and reinstall it.',
  not_allowed_token_type: 'The Slack token is of the wrong kind. The bot token begins with xoxb-.',
  access_denied: 'Slack denies the app access. Ask an administrator of the workspace to approve it.',
  ip_not_allowed: 'The address of this machine is not on the allow list of the Slack app.',
};

/** Asked to wait without being told how long. */
const usualWaitMs = 30_000;

const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** The system's own code at the bottom of an error, such as ECONNREFUSED. */
const causeCode = (error: unknown): string | undefined => {
  let at: unknown = error;
  for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth++) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && !code.startsWith('slack_')) return code;
    const { cause, original } = at as { cause?: unknown; original?: unknown };
    at = cause ?? original;
  }
  return undefined;
};

const limited = (waitMs: number): Failure => ({
  kind: 'failed',
  error: new PlatformError('Slack asks to wait before the next call.', {
    platformCode: 'ratelimited',
    retryAfterMs: waitMs,
  }),
});

const platformFailure = (data: unknown): Failure => {
  const fields = fieldsOf(data);
  const said = textOf(fields['error']) ?? 'unknown_error';
  // A proxy's page ends up here too; only what looks like a code of Slack is repeated.
  const code = /^[a-z][a-z0-9_]{0,79}$/.test(said) ? said : 'no_answer_of_slack';
  const waitSeconds = Number(fieldsOf(fields['response_metadata'])['retryAfter'] ?? 0);
  if (code === 'ratelimited' || code === 'rate_limited' || code === 'message_limit_exceeded') {
    return limited(waitSeconds > 0 ? waitSeconds * 1000 : usualWaitMs);
  }
  if (uncertain.has(code) || code === 'no_answer_of_slack') return { kind: 'unknown' };
  if (final.has(code)) return { kind: 'refused', reason: code };
  const needed = textOf(fields['needed']);
  const scope = needed && /^[\w:.,\- ]{1,200}$/.test(needed) ? ` Needed: ${needed}.` : '';
  const remedy = remedies[code] ?? `Slack answered ${code}.`;
  return { kind: 'failed', error: new PlatformError(`${remedy}${scope}`, { platformCode: code }) };
};

/**
 * Returns what a failed call of the SDK means for something that was to be sent. Nothing of what the SDK says is
 * repeated, save codes of Slack.
 */
export const readFailure = (error: unknown): Failure => {
  const { code, data, retryAfter, statusCode, message } = fieldsOf(error) as Readonly<
    Record<string, unknown>
  >;
  if (code === 'slack_webapi_rate_limited_error') {
    return limited(typeof retryAfter === 'number' && retryAfter > 0 ? retryAfter * 1000 : usualWaitMs);
  }
  // The SDK reports a 429 without `Retry-After` as a bare error.
  const words = error instanceof Error ? error.message : message;
  if (typeof words === 'string' && words.startsWith('Retry header did not contain'))
    return limited(usualWaitMs);
  if (code === 'slack_webapi_platform_error') return platformFailure(data);
  if (code === 'slack_webapi_http_error') {
    const rejected = typeof statusCode === 'number' && statusCode < 500;
    if (!rejected && statusCode !== 503) return { kind: 'unknown' };
    const status = `http_${String(statusCode)}`;
    return {
      kind: 'failed',
      error: new PlatformError('Slack could not be asked.', { platformCode: status, retryAfterMs: 5_000 }),
    };
  }
  const cause = causeCode(error);
  if (cause !== undefined && neverSent.has(cause)) {
    const error = new PlatformError('Slack was not reached. Is there a way to https://slack.com from here?', {
      platformCode: cause,
    });
    return { kind: 'failed', error };
  }
  return { kind: 'unknown' };
};

/** Returns the error that a failed call which changes nothing is reported as. */
export const toPlatformError = (error: unknown): PlatformError => {
  if (error instanceof PlatformError) return error;
  const failure = readFailure(error);
  if (failure.kind === 'failed') return failure.error;
  const platformCode = failure.kind === 'refused' ? failure.reason : 'no_answer';
  const words = failure.kind === 'refused' ? `Slack answered ${failure.reason}.` : 'Slack did not answer.';
  return new PlatformError(words, { platformCode });
};

/** Returns the places in a message that Slack found wrong, as its answer names them; never its text. */
export const pointersIn = (error: unknown): readonly string[] => {
  const metadata = fieldsOf(fieldsOf(fieldsOf(error)['data'])['response_metadata']);
  return listOf(metadata['messages'])
    .flatMap((message) => /json-pointer:([\w/]{1,100})/.exec(textOf(message) ?? '')?.[1] ?? [])
    .slice(0, 5);
};
