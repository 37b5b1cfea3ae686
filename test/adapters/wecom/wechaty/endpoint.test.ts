import { describe, expect, test } from 'vitest';
import {
  isLoopback,
  requireSafeService,
  type Service,
  warnOfPlaintext,
} from '../../../../adapters/wecom/wechaty/endpoint.ts';
import { ConfigError } from '../../../../core/errors.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const service = (more: Partial<Service>): Service => ({
  endpoint: 'gateway.example.com:8788',
  token: `puppet_workpro_${uuid}`,
  ...more,
});

test.each([
  ['127.0.0.1:1', true],
  ['127.8.9.10:1', true],
  ['localhost:1', true],
  ['[::1]:1', true],
  ['127.0.0.1.example.com:1', false],
  ['localhost.example.com:1', false],
  ['10.0.0.1:1', false],
  ['[::2]:1', false],
])('%s is on this machine: %s', (endpoint, is) => {
  expect(isLoopback(endpoint)).toBe(is);
});

describe('a puppet service is used', () => {
  test.each([
    ['with TLS', {}],
    ['without TLS on this machine', { endpoint: '127.0.0.1:8788', tls: false }],
    [
      'with the published certificate on this machine',
      { endpoint: '127.0.0.1:8788', token: `insecure_${uuid}` },
    ],
    ['with an authority of its own', { token: `insecure_${uuid}`, caCert: 'PEM' }],
    ['without TLS where the configuration says so', { tls: false, allowPlaintext: true }],
  ] as const)('%s', (_name, more) => {
    expect(() => requireSafeService(service(more))).not.toThrow();
  });
});

describe('a puppet service is refused', () => {
  test.each([
    ['without TLS', { tls: false }, /readable/],
    ['with a certificate whose key is published', { token: `insecure_${uuid}` }, /protects nothing/],
    ['for padlocal', { token: `puppet_padlocal_${uuid}` }, /padlocal/],
    ['for wechat4u', { token: `puppet_wechat4u_${uuid}` }, /web page/],
    ['for the web puppet', { token: `puppet_wechat_${uuid}` }, /web page/],
    ['for a hook', { token: `puppet_xp_${uuid}` }, /hook/],
    ['for a robot of the screen', { token: `worktool_${uuid}` }, /screen/],
    ['for a token that is none', { token: 'secret' }, /looks like/],
    ['for an address that is none', { endpoint: 'https://gateway.example.com' }, /host:port/],
  ] as const)('%s', (_name, more, words) => {
    const run = () => requireSafeService(service(more));
    expect(run).toThrow(ConfigError);
    expect(run).toThrow(words);
    expect(run).not.toThrow(uuid);
  });
});

test('a connection that is not protected is said as an error, and one on this machine is not', () => {
  const log = createMemoryLog();
  warnOfPlaintext(service({ tls: false, allowPlaintext: true, endpoint: '127.0.0.1:1' }), log);
  expect(log.lines).toEqual([]);
  warnOfPlaintext(service({ tls: false, allowPlaintext: true }), log);
  expect(log.lines).toEqual([expect.stringMatching(/^error WITHOUT PROTECTION/)]);
});
