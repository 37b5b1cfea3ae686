import type { Person } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';

/** Whose people are ours. `tenant` is the tenant that the app is installed in. */
export type Company = {
  readonly tenant: string | undefined;
  /** False when the platform says that nobody from outside is in the conversation. */
  readonly outsiders?: boolean;
};

/**
 * Returns the id of a person: the app's own `open_id` where there is one, else `user_id`, else `union_id`. The ids
 * come as one string in answers of the API and as an object in events.
 */
export const idOf = (ids: unknown): string | undefined => {
  const id =
    textOf(ids) ?? firstText(fieldsOf(ids)['open_id'], fieldsOf(ids)['user_id'], fieldsOf(ids)['union_id']);
  return id === undefined ? undefined : clip(id, 512);
};

const isExternal = (tenant: string | undefined, company: Company): Person['external'] => {
  if (tenant !== undefined && company.tenant !== undefined) return tenant !== company.tenant;
  return company.outsiders === false ? false : 'unknown';
};

/** The kinds of sender that are no people: apps (events say `bot`, the history says `app`) and the platform. */
const kindOf = (type: unknown): Person['kind'] => {
  if (type === 'bot' || type === 'app') return 'bot';
  return type === 'system' ? 'system' : 'human';
};

/** Whom the platform does not name: who recalled a message, who wrote a system notice. Never a customer. */
export const nobody: Person = { id: 'system', kind: 'system', external: 'unknown' };

/**
 * Returns the person behind ids of the platform: external when their tenant is another than ours, `unknown` where
 * the platform does not say. {@link nobody} without an id.
 */
export const personOf = (
  ids: unknown,
  about: { readonly tenant?: unknown; readonly name?: unknown; readonly type?: unknown },
  company: Company,
): Person => {
  const id = idOf(ids);
  if (id === undefined) return nobody;
  const org = textOf(about.tenant);
  const name = textOf(about.name)?.trim();
  return {
    id,
    ...(org === undefined ? {} : { org: clip(org, 512) }),
    ...(name ? { name: clip(name, 512) } : {}),
    kind: kindOf(about.type),
    external: isExternal(org, company),
  };
};

/** Returns the person that one entry of `users` or of a member list is, or undefined when it names nobody. */
export const memberOf = (entry: unknown, company: Company): Person | undefined => {
  const fields: Fields = fieldsOf(entry);
  // `user_id` is an object of ids in version 2.0, and one of several ids side by side in version 1.0.
  const nested = typeof fields['user_id'] === 'object' ? fields['user_id'] : fields['member_id'];
  const person = personOf(
    idOf(nested) === undefined ? fields : nested,
    { tenant: fields['tenant_key'], name: fields['name'] },
    company,
  );
  return person === nobody ? undefined : person;
};
