import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { OfficialExtras } from '../../adapters/wecom/official/transport.ts';
import { loginMs, type Sessions, sessionMs } from './session.ts';

/** Where the sidebar's page stands, below the public address. */
export const sidebarPath = '/wecom/sidebar';
const sessionCookie = 'tend_sidebar';
const loginCookie = 'tend_sidebar_login';

/** What a login needs. `publicUrl` is where browsers reach this server, without a slash at the end. */
export type Login = {
  readonly official: Pick<OfficialExtras, 'loginAddress' | 'memberOfCode'>;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly now: () => number;
};

const cookieOptions = ({ publicUrl }: Login, maxAgeMs: number) =>
  ({
    path: sidebarPath,
    httpOnly: true,
    secure: publicUrl.startsWith('https:'),
    // WeCom's own page sends the browser back here: with `Strict` the cookie would be missing then.
    sameSite: 'Lax',
    maxAge: maxAgeMs / 1000,
  }) as const;

/** Returns the member who is logged in, by the id that WeCom knows them by. */
export const userOf = (c: Context, { sessions, now }: Login): string | undefined =>
  sessions.userOf(getCookie(c, sessionCookie), now());

/** Sends the browser to WeCom to say who its user is. */
export const sendToWecom = (c: Context, login: Login): Response => {
  const { state, nonce } = login.sessions.beginLogin(login.now());
  setCookie(c, loginCookie, nonce, cookieOptions(login, loginMs));
  return c.redirect(login.official.loginAddress(`${login.publicUrl}${sidebarPath}/login`, state));
};

/** What became of a browser that comes back from WeCom. */
export type Arrival =
  | { readonly user: string; readonly response: Response }
  /** `stranger`: no member of the company; `broken`: not begun here, too old, or without cookies. */
  | { readonly refused: 'stranger' | 'broken' };

/** Takes in a browser that comes back with `code` and `state`. @throws PlatformError when WeCom cannot be asked. */
export const arrive = async (c: Context, login: Login): Promise<Arrival> => {
  const code = c.req.query('code') ?? '';
  const ours = login.sessions.isOurs(c.req.query('state') ?? '', getCookie(c, loginCookie), login.now());
  if (!ours || code === '' || code.length > 512) return { refused: 'broken' };
  const user = await login.official.memberOfCode(code);
  if (user === undefined) return { refused: 'stranger' };
  setCookie(c, sessionCookie, login.sessions.begin(user, login.now()), cookieOptions(login, sessionMs));
  setCookie(c, loginCookie, '', { ...cookieOptions(login, 0) });
  return { user, response: c.redirect(sidebarPath) };
};
