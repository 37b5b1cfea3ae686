const markUp = /<([^<>]*)>/g;
const entity = /&(amp|lt|gt);/g;
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

const decodeEntities = (text: string): string =>
  text.replace(entity, (_, name: string) => characters[name] ?? '');

const showLink = (address: string, label: string | undefined): string => {
  const bare = address.replace(/^(?:mailto|tel):/, '');
  if (label === undefined || label === '' || label === address || label === bare) return bare;
  // Slack labels what was typed without a scheme: `example.com` links to `http://example.com`.
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '') === label.replace(/\/$/, '')
    ? label
    : `${label} (${bare})`;
};

const showMarkUp = (whole: string, inner: string): string => {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : inner.slice(bar + 1);
  // A mention stays a mention: who is meant is decided by the id.
  if (/^@[\w.-]+$/.test(target)) return whole;
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!subteam^')) return label ? `@${label.replace(/^@/, '')}` : '@group';
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return showLink(target, label);
  return whole;
};

/**
 * Returns what Slack's mark-up says to a reader: `&amp; &lt; &gt;` decoded, links as `label (address)`, channels as
 * `#name`, broadcasts as `@here`, dates as their fallback. Mentions of people stay `<@U123>`, emoji `:name:`.
 */
export const readMrkdwn = (text: string): string => decodeEntities(text.replace(markUp, showMarkUp));

/** Returns true when the text mentions the user: only real mark-up counts, not what somebody typed to look like it. */
export const mentions = (text: string, user: string): boolean =>
  text.includes(`<@${user}>`) || text.includes(`<@${user}|`);

/** Returns plain text in the form in which Slack shows it as it is: no mention, broadcast or link can be made by it. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
