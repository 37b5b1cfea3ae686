import { expect, test } from 'vitest';
import { optsIn } from '../../../core/text/opt-in.ts';

test.each(['订阅', '恢复订阅。', 'START', 'Please subscribe!', 'opt in', 'resubscribe'])(
  '%s asks for messages again',
  (text) => {
    expect(optsIn(text)).toBe(true);
  },
);

test.each(['怎么订阅?', 'When does it start', '恢复出厂设置', '不订阅', 'unsubscribe', ''])(
  '%s does not',
  (text) => {
    expect(optsIn(text)).toBe(false);
  },
);
