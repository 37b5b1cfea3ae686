import { expect, test } from 'vitest';
import { problemOf } from '../../../../adapters/wecom/wechaty/problems.ts';

test.each([
  [Object.assign(new Error('x'), { code: 16 }), 'token-refused'],
  [new Error('16 UNAUTHENTICATED: Invalid Wechaty TOKEN "secret"'), 'token-refused'],
  [new Error('14 UNAVAILABLE: No connection established'), 'unreachable'],
  [new Error('GrpcServerImpl.event() can not call twice.'), 'token-in-use'],
  [Object.assign(new Error('x'), { code: 8 }), 'limited'],
  [new Error('no payload found for id R:10696050000000001'), 'room-sync'],
  [new Error('2 UNKNOWN: no payload found for id R:1'), 'room-sync'],
  [new Error('something else'), 'other'],
  [undefined, 'other'],
])('%s is %s', (error, problem) => {
  expect(problemOf(error)).toBe(problem);
});
