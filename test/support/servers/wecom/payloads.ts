import { encrypt, getSignature } from '@wecom/crypto';
import { colleague } from './server.ts';

/** What signs and encrypts callbacks here; a key has 43 letters and digits. */
export const callbackToken = 'callback-token-that-nobody-may-see';
export const encodingAesKey = 'NobodyMaySeeThisKeyOfTheAppNobodyMaySeeThis';
export const corpId = 'ww1234567890abcdef';

let count = 0;

const cdata = (value: string): string => `<![CDATA[${value}]]>`;

const element = (name: string, value: string | number | readonly string[]): string => {
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}>${value.startsWith('<') ? value : cdata(value)}</${name}>`;
  return `<${name}>${value.map((each) => `<Item>${cdata(each)}</Item>`).join('')}</${name}>`;
};

/** Returns a decrypted callback; a text that begins with `<` stays as it is. */
export const callbackXml = (
  fields: Readonly<Record<string, string | number | readonly string[]>>,
): string => {
  const all = {
    ToUserName: corpId,
    FromUserName: 'sys',
    CreateTime: Math.floor(Date.now() / 1000),
    ...fields,
  };
  return `<xml>${Object.entries(all)
    .map(([name, value]) => element(name, value))
    .join('')}</xml>`;
};

/** Returns what a member said to the app. */
export const appMessage = (text: string, more: Readonly<Record<string, string | number>> = {}): string =>
  callbackXml({
    FromUserName: colleague,
    MsgType: 'text',
    Content: text,
    MsgId: String(7_000_000_000_000_000_000n + BigInt(++count)),
    AgentID: 1_000_002,
    ...more,
  });

/** Returns a callback of an event. */
export const eventXml = (
  event: string,
  fields: Readonly<Record<string, string | number | readonly string[]>> = {},
): string => callbackXml({ MsgType: 'event', Event: event, ...fields });

/** Returns the request by which the platform delivers a decrypted callback, or asks for the echo with `echo`. */
export const callbackRequest = (
  plain: string,
  how: {
    readonly at?: number;
    readonly signature?: 'right' | 'forged' | 'missing';
    readonly receiver?: string;
    readonly key?: string;
    readonly echo?: boolean;
    readonly address?: string;
  } = {},
): Request => {
  const { at = Date.now(), signature = 'right', receiver = corpId, key = encodingAesKey, echo = false } = how;
  const encrypted = encrypt(key, plain, receiver);
  const timestamp = String(Math.floor(at / 1000));
  const nonce = `n${++count}`;
  const token = signature === 'forged' ? 'another' : callbackToken;
  const query = new URLSearchParams({
    ...(signature === 'missing' ? {} : { msg_signature: getSignature(token, timestamp, nonce, encrypted) }),
    timestamp,
    nonce,
    ...(echo ? { echostr: encrypted } : {}),
  });
  const address = `${how.address ?? 'http://bot.example/wecom/events'}?${query}`;
  if (echo) return new Request(address);
  const body = `<xml><ToUserName>${cdata(corpId)}</ToUserName><AgentID>${cdata('1000002')}</AgentID><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;
  return new Request(address, { method: 'POST', body });
};
