import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';

const chinese = anyOf(['(?<![不别]|不用|不必|无需)(?:谢谢|感谢|多谢|谢啦|谢了|谢过|致谢|鸣谢|感恩|3q)']);
const english = anyWordOf([
  '(?<!no,? )thanks(?! for nothing)',
  '(?<!no,? )(?:thank (?:you|u|ya)|thankyou)',
  'thx|thnx|tks|ty|tysm|tyvm|cheers|much obliged|grateful',
  '(?:much|really|greatly|highly) appreciated|appreciate (?:it|that|you|your|the)',
]);
const sign = /🙏|:pray:|\[thanks\]/;

/** Returns whether a clean text says thanks: not 不用谢, "no thanks", "thanks for nothing". */
export function givesThanks({ text, hasHan, hasLatin }: ReadableText): boolean {
  return (hasHan && chinese.test(text)) || (hasLatin && english.test(text)) || sign.test(text);
}
