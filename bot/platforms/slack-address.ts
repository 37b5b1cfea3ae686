/** What of a request tells whose it is, before it is verified; nothing else is done with it. */
export type Addressed = {
  readonly team: string | undefined;
  /** Slack tests the address, which belongs to no workspace. */
  readonly challenge: string | undefined;
};

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const json = (value: string): Fields => {
  try {
    return fields(JSON.parse(value));
  } catch {
    return {};
  }
};

const bodyOf = (raw: string, contentType: string): Fields => {
  if (!/^application\/x-www-form-urlencoded/i.test(contentType.trim())) return json(raw);
  const form = new URLSearchParams(raw);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : json(payload);
};

/** Returns to which installation a request of Slack is addressed: where the app is installed, not where its author is. */
export const readAddress = (raw: string, contentType: string): Addressed => {
  const body = bodyOf(raw, contentType);
  const all: unknown = body['authorizations'];
  const authorization = fields(Array.isArray(all) ? (all as readonly unknown[])[0] : undefined);
  const wholeOrganisation =
    authorization['is_enterprise_install'] === true || String(body['is_enterprise_install']) === 'true';
  const enterprise =
    text(authorization['enterprise_id']) ??
    text(fields(body['enterprise'])['id']) ??
    text(body['enterprise_id']);
  const team =
    text(authorization['team_id']) ??
    text(fields(body['view'])['app_installed_team_id']) ??
    text(fields(body['team'])['id']) ??
    text(body['team_id']) ??
    text(fields(body['user'])['team_id']);
  return {
    team: wholeOrganisation ? (enterprise ?? team) : team,
    challenge: body['type'] === 'url_verification' ? (text(body['challenge']) ?? '') : undefined,
  };
};
