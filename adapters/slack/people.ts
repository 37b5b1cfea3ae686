import type { Person } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';
import type { Install } from './install.ts';

/** Slack itself speaks under these ids. */
const systemUsers: ReadonlySet<string> = new Set(['USLACKBOT', 'USLACK']);

/** Whom a payload does not name: who deleted a message, who archived a channel. Never a customer. */
export const nobody: Person = { id: 'USLACK', kind: 'system', external: false };

const isGuest = (profile: Fields): boolean =>
  profile['is_restricted'] === true ||
  profile['is_ultra_restricted'] === true ||
  profile['is_stranger'] === true;

/**
 * Returns whether somebody of `team` is outside our company, by what one payload says: a guest is; another workspace is
 * unless it belongs to our own organisation; `unknown` where the payload cannot tell (a workspace of an organisation in
 * a channel shared with others may be a sibling or a stranger). {@link personFrom} a look-up knows more.
 */
export const isOutside = (
  team: string | undefined,
  profile: Fields,
  install: Install,
): Person['external'] => {
  if (isGuest(profile)) return true;
  if (team === undefined) return install.shared === false ? false : 'unknown';
  if (install.teams.has(team) || team === install.enterprise) return false;
  // An organisation's id: a person of our own organisation would carry ours.
  if (team.startsWith('E'))
    return install.enterprise === undefined && install.shared !== true ? 'unknown' : true;
  if (typeof install.enterprise === 'string' || install.account.startsWith('E'))
    return install.shared === false ? false : 'unknown';
  return true;
};

const nameIn = (profile: Fields): string | undefined =>
  firstText(
    profile['real_name'],
    profile['display_name'],
    profile['real_name_normalized'],
    profile['name'],
  )?.trim();

const isNamed = (name: string | undefined): { readonly name?: string } =>
  name ? { name: clip(name, 512) } : {};

/** What is known about a person where a payload names them. */
export type About = {
  /** Their workspace or organisation. */
  readonly team?: string | undefined;
  readonly name?: string | undefined;
  readonly profile?: Fields;
  readonly bot?: boolean;
};

/** Returns the person with this id, as far as one payload tells; {@link nobody} without an id. */
export const personOf = (id: string | undefined, about: About, install: Install): Person => {
  if (id === undefined) return nobody;
  const profile = about.profile ?? {};
  const team = about.team ?? textOf(profile['team']);
  const kind = systemUsers.has(id) ? 'system' : about.bot ? 'bot' : 'human';
  return {
    id: clip(id, 512),
    ...(team === undefined ? {} : { org: clip(team, 512) }),
    ...isNamed(nameIn(profile) ?? about.name),
    kind,
    external: kind === 'system' ? false : isOutside(team, profile, install),
  };
};

/** Returns who wrote a message, also when it is an app: by its user where it has one, else by its bot id. */
export const authorOf = (message: Fields, install: Install, mention = false): Person => {
  const bot = fieldsOf(message['bot_profile']);
  const isBot = textOf(message['bot_id']) !== undefined || message['subtype'] === 'bot_message';
  const profile = fieldsOf(message['user_profile']);
  // In a mention `team` is where the app is installed; whoever comes from elsewhere carries `user_team`.
  const team = firstText(
    message['user_team'],
    message['source_team'],
    ...(mention ? [profile['team'], message['team']] : [message['team'], profile['team']]),
    bot['team_id'],
  );
  const id = firstText(
    message['user'],
    fieldsOf(message['user'])['id'],
    message['bot_id'],
    bot['id'],
    message['app_id'],
  );
  const name = firstText(bot['name'], message['username']);
  return personOf(id, { team, profile, name, bot: isBot }, install);
};

/**
 * Returns the person that an answer of `users.info` or a `user` object of an event describes. This is the sure word:
 * guests and people of other organisations are outside, sibling workspaces of our organisation are not.
 */
export const personFrom = (user: Fields, install: Install): Person | undefined => {
  const id = textOf(user['id']);
  if (id === undefined) return undefined;
  const profile = fieldsOf(user['profile']);
  const team = firstText(user['team_id'], profile['team'], user['team']);
  const kind = systemUsers.has(id) ? 'system' : user['is_bot'] === true ? 'bot' : 'human';
  const zone = textOf(user['tz']);
  return {
    id,
    ...(team === undefined ? {} : { org: team }),
    ...isNamed(
      firstText(profile['real_name'], user['real_name'], profile['display_name'], user['name'])?.trim(),
    ),
    ...(zone === undefined ? {} : { zone: clip(zone, 64) }),
    kind,
    external: kind === 'system' ? false : isStranger(user, team, install),
  };
};

const isStranger = (user: Fields, team: string | undefined, install: Install): Person['external'] => {
  if (isGuest(user)) return true;
  if (team !== undefined && (install.teams.has(team) || team === install.enterprise)) return false;
  const organisation = textOf(fieldsOf(user['enterprise_user'])['enterprise_id']);
  if (organisation !== undefined) {
    if (organisation === install.enterprise || organisation === install.account) return false;
    return install.enterprise === undefined ? 'unknown' : true;
  }
  return team === undefined ? 'unknown' : true;
};
