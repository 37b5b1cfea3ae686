import type { Identity } from '../../core/adapter.ts';
import { type Fields, fieldsOf, firstText, listOf, textOf } from '../../core/payload.ts';

/** Whose app a payload was sent to, and whose people are ours. */
export type Install = {
  readonly account: string;
  readonly botUser?: string;
  readonly appId?: string;
  /** Workspaces that are surely ours. */
  readonly teams: ReadonlySet<string>;
  /** Our Enterprise Grid organisation; null when we are on none, undefined when the payload does not say. */
  readonly enterprise: string | null | undefined;
  /** Whether people of other organisations can be in the conversation; undefined when the payload does not say. */
  readonly shared: boolean | undefined;
};

const orUndefined = (value: unknown): string | null | undefined => (value === null ? null : textOf(value));

/** Returns the workspace or, for an app of a whole organisation, the organisation that a payload was sent to. */
export const teamOf = (body: Fields): string | undefined => {
  const authorization = fieldsOf(listOf(body['authorizations'])[0]);
  const view = fieldsOf(body['view']);
  return firstText(
    authorization['team_id'],
    view['app_installed_team_id'],
    fieldsOf(body['team'])['id'],
    body['team_id'],
    fieldsOf(body['user'])['team_id'],
    body['context_team_id'],
    view['team_id'],
    authorization['enterprise_id'],
    fieldsOf(body['enterprise'])['id'],
    body['enterprise_id'],
  );
};

/** Returns the installation that a payload is for, `identity` first, or undefined when nothing says which it is. */
export const installOf = (body: Fields, identity: Identity): Install | undefined => {
  const account = identity.account ?? teamOf(body);
  if (account === undefined) return undefined;
  const authorization = fieldsOf(listOf(body['authorizations'])[0]);
  const botUser =
    identity.botUser ?? (authorization['is_bot'] === true ? textOf(authorization['user_id']) : undefined);
  const appId = identity.appId ?? textOf(body['api_app_id']);
  const shared = body['is_ext_shared_channel'];
  const ours = [account, textOf(authorization['team_id'])].filter((team) => team !== undefined);
  return {
    account,
    ...(botUser === undefined ? {} : { botUser }),
    ...(appId === undefined ? {} : { appId }),
    teams: new Set(ours),
    enterprise:
      'enterprise_id' in authorization
        ? orUndefined(authorization['enterprise_id'])
        : (textOf(fieldsOf(body['enterprise'])['id']) ?? orUndefined(body['enterprise_id'])),
    shared: typeof shared === 'boolean' ? shared : undefined,
  };
};
