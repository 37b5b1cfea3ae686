import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A working day: whoever comes back later logs in again, which asks them nothing. */
export const sessionMs = 12 * 60 * 60_000;
/** A login that was begun is finished within this time. */
export const loginMs = 10 * 60_000;

/** Signs and checks who is logged in, and the logins that were begun. Nothing is stored. */
export type Sessions = {
  /** Returns the value of the cookie of a member who has logged in. */
  begin(user: string, now: number): string;
  /** Returns the member that a cookie's value stands for, or undefined when it is forged or has ended. */
  userOf(value: string | undefined, now: number): string | undefined;
  /** Returns a `state` of letters and digits for a login of the browser that has the cookie `nonce`. */
  beginLogin(now: number): { readonly state: string; readonly nonce: string };
  /** Whether a `state` is ours, not too old, and of the browser with this `nonce`. */
  isOurs(state: string, nonce: string | undefined, now: number): boolean;
};

const equal = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Returns the sessions of the sidebar, signed with a key that is made of the app's secret: all processes have it, and a
 * new secret ends all sessions.
 */
export const createSessions = (secret: string): Sessions => {
  const key = createHash('sha256').update(`tend/wecom/sidebar/${secret}`).digest();
  const sign = (purpose: string, text: string): string =>
    createHmac('sha256', key).update(`${purpose}:${text}`).digest('hex');
  return {
    begin: (user, now) => {
      const plain = `${Buffer.from(user).toString('base64url')}.${now + sessionMs}`;
      return `${plain}.${sign('session', plain)}`;
    },
    userOf: (value, now) => {
      const [user = '', until = '', mark = ''] = (value ?? '').split('.');
      if (!equal(mark, sign('session', `${user}.${until}`)) || !(Number(until) > now)) return undefined;
      return Buffer.from(user, 'base64url').toString('utf8');
    },
    beginLogin: (now) => {
      const nonce = randomBytes(12).toString('hex');
      const until = (now + loginMs).toString(16);
      return { nonce, state: `${until}x${sign('login', `${until}x${nonce}`)}` };
    },
    isOurs: (state, nonce, now) => {
      const [until = '', mark = ''] = state.split('x');
      return equal(mark, sign('login', `${until}x${nonce ?? ''}`)) && Number.parseInt(until, 16) > now;
    },
  };
};
