import { createHmac } from 'node:crypto';

/** How a request of the stand-in is signed, see the contract's harness. */
export type Signature = 'right' | 'forged' | 'missing' | 'stale' | 'future';

const tenMinutesS = 600;

/** Returns the request by which Slack delivers a body: JSON for events, a form for everything else. */
export const slackRequest = (
  body: unknown,
  secret: string,
  nowMs: number,
  how: { readonly signature?: Signature; readonly redelivery?: number; readonly charset?: true } = {},
): Request => {
  const { signature = 'right', redelivery } = how;
  const fields = body as Record<string, unknown>;
  const isEvent =
    typeof body === 'string' ||
    'event' in fields ||
    ['url_verification', 'app_rate_limited'].includes(String(fields['type']));
  const isCommand = !isEvent && fields['type'] === undefined;
  const form = isCommand ? (fields as Record<string, string>) : { payload: JSON.stringify(body) };
  const raw =
    typeof body === 'string' ? body : isEvent ? JSON.stringify(body) : new URLSearchParams(form).toString();
  const offset = signature === 'stale' ? -tenMinutesS : signature === 'future' ? tenMinutesS : 0;
  const timestamp = String(Math.floor(nowMs / 1000) + offset);
  const key = signature === 'forged' ? `${secret}x` : secret;
  const sign = `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${raw}`).digest('hex')}`;
  const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
  return new Request('http://bot.example/slack', {
    method: 'POST',
    body: raw,
    headers: {
      'content-type': how.charset ? `${type}; charset=utf-8` : type,
      ...(signature === 'missing'
        ? {}
        : { 'x-slack-signature': sign, 'x-slack-request-timestamp': timestamp }),
      ...(redelivery === undefined
        ? {}
        : { 'x-slack-retry-num': String(redelivery), 'x-slack-retry-reason': 'http_timeout' }),
    },
  });
};
