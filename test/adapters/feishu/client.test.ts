import { expect, test } from 'vitest';
import { createApi, domainOf, redactingLogger } from '../../../adapters/feishu/client.ts';
import { PlatformError } from '../../../core/errors.ts';
import { startFeishu } from '../../support/servers/feishu/server.ts';

const listen = () => {
  const lines: string[] = [];
  const write = (fields: object, words: string): void => void lines.push(JSON.stringify([fields, words]));
  return { lines, log: { debug: write, info: write, warn: write, error: write } };
};

test('Feishu and Lark have addresses of their own, a stand-in is where it is', () => {
  expect(domainOf('feishu')).toBe('https://open.feishu.cn');
  expect(domainOf('lark')).toBe('https://open.larksuite.com');
  expect(domainOf(new URL('http://127.0.0.1:5000/'))).toBe('http://127.0.0.1:5000');
});

test('what the SDK says passes only when it is known by heart', () => {
  const { lines, log } = listen();
  const logger = redactingLogger(log);
  logger.error([
    { config: { data: '{"app_secret":"s3cret"}' } },
    'Bearer t-token',
    new Error('customer words'),
  ]);
  logger.error('[ws]', 'ws connect failed');
  logger.info('use domain url: https://user:pass@host');
  logger.trace();
  expect(lines).toEqual([
    '[{"said":[]},"the Feishu SDK"]',
    '[{"said":["ws connect failed"]},"the Feishu SDK"]',
  ]);
});

test('a wrong app secret is an error that says where the right one is, without the secret', async () => {
  const server = await startFeishu();
  const { lines, log } = listen();
  const api = createApi({ appId: server.state.appId, appSecret: 'wrong-secret', domain: server.url, log });
  const error = await api.call({ method: 'GET', path: 'bot/v3/info' }).catch((caught: unknown) => caught);
  await server.close();
  expect(error).toBeInstanceOf(PlatformError);
  expect(error).toMatchObject({ platformCode: '10014', message: expect.stringMatching(/凭证与基础信息/) });
  expect(JSON.stringify([lines, String(error)])).not.toContain('wrong-secret');
});

test('a platform that does not answer is given up after the time that was allowed', async () => {
  const server = await startFeishu();
  const { appId, appSecret } = server.state;
  const api = createApi({ appId, appSecret, domain: server.url, log: listen().log });
  await api.call({ method: 'GET', path: 'bot/v3/info' });
  server.state.faults.push({ hang: true });
  const body = { receive_id: 'oc_room', msg_type: 'text', content: '{"text":"x"}' };
  const call = api.call({
    method: 'POST',
    path: 'im/v1/messages',
    query: { receive_id_type: 'chat_id' },
    body,
    timeoutMs: 100,
  });
  await expect(call).rejects.toMatchObject({ name: 'PlatformError', platformCode: undefined });
  await server.close();
});
