import type { Person } from '../../core/events.ts';
import { clip } from '../../core/payload.ts';

/** Whom the platform does not name, as in `FromUserName` of events (`sys`). Never a customer. */
export const nobody: Person = { id: 'sys', kind: 'system', external: 'unknown' };

/**
 * Returns on which side of the company an id is, for lists that do not say. Customers have ids of WeCom, `wm` (of
 * WeChat) or `wo` (of WeCom) and 30 more characters of both cases; members have ids that the company chose, which may
 * begin with the same letters (`wolfgang`): then it is not known, so that nobody is taken for a customer who is none.
 */
export const sideOfId = (id: string): Person['external'] => {
  if (!/^w[mo]/.test(id)) return false;
  return id.length >= 28 || /[A-Z0-9_-]/.test(id.slice(2)) ? true : 'unknown';
};

/** Returns the person behind an id of which only the id is known. `wb…` are robots. */
export const personOf = (
  id: string,
  more: { readonly name?: string; readonly external?: Person['external'] } = {},
): Person => {
  const name = more.name?.trim();
  const robot = /^wb[A-Za-z0-9_-]{10,}$/.test(id) && more.external === undefined;
  return {
    id: clip(id, 512),
    ...(name ? { name: clip(name, 512) } : {}),
    kind: robot ? 'bot' : 'human',
    external: robot ? 'unknown' : (more.external ?? sideOfId(id)),
  };
};

/** Returns a customer, by an id that the platform says is one. */
export const customerOf = (id: string, name?: string): Person =>
  personOf(id, { external: true, ...(name === undefined ? {} : { name }) });

/**
 * Returns the member who uses the app or the AI bot. Apps that are shared with other companies name their members
 * `corp/user`; those are from outside.
 */
export const memberOf = (id: string, corp: string | undefined, own: string | undefined): Person => {
  const cut = id.indexOf('/');
  const org = corp ?? (cut > 0 ? id.slice(0, cut) : undefined);
  const external = org === undefined ? false : own === undefined ? 'unknown' : org !== own;
  return { ...personOf(id, { external }), ...(org === undefined ? {} : { org: clip(org, 512) }) };
};
