import type { Person } from '../../../core/events.ts';
import { toOwnId } from './ids.ts';
import type { ContactPayload } from './shape.ts';

/** What is known about who belongs to the company. */
export type Company = {
  /** The account that is driven. */
  readonly selfId: string | undefined;
  /**
   * Whether the puppet has ever called somebody a colleague. Only then does it mean anything that it does not call
   * somebody so: over the wire "no" and "not said" are the same.
   */
  readonly tellsColleagues: boolean;
  /** What a person has confirmed about somebody, by Wechaty's id; undefined when nobody did. */
  readonly isColleague?: ((id: string) => boolean | undefined) | undefined;
};

const officialAccount = 2;

const externalOf = (contact: ContactPayload, company: Company): Person['external'] => {
  if (contact.id === company.selfId) return false;
  const confirmed = company.isColleague?.(contact.id);
  if (confirmed !== undefined) return !confirmed;
  if (contact.coworker === true) return false;
  return contact.coworker === false && company.tellsColleagues ? true : 'unknown';
};

/** Returns somebody as Tend knows people; `external` is 'unknown' wherever Wechaty cannot say. */
export const personOf = (contact: ContactPayload, company: Company): Person => {
  const name = contact.name?.trim().slice(0, 512);
  return {
    id: toOwnId(contact.id),
    ...(name ? { name } : {}),
    kind: contact.type === officialAccount ? 'bot' : 'human',
    external: externalOf(contact, company),
  };
};
