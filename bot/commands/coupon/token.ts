import { InputError } from '../../../core/errors.ts';
import { audit } from '../../../db/audit.ts';
import { type CouponToken, couponTokens, revokeCouponToken } from '../../../db/coupon-tokens.ts';
import { makeCouponToken, setupMs } from '../../coupon/tokens.ts';
import { showTime } from '../../view/time.ts';
import { textAnswer } from '../answer.ts';
import type { Answer, CommandContext } from '../command.ts';
import { numberIn, type Verb } from '../verbs.ts';

const longestName = 40;

const words = {
  zh: {
    usage: '写法：优惠券 令牌；优惠券 令牌 新建 "收银台 1"；优惠券 令牌 撤销 编号',
    none: '还没有收银台令牌。',
    line: ({ id, name }: CouponToken, state: string) => `#${id} ${name} · ${state}`,
    waiting: '等待领取',
    used: (when: string) => `最近使用 ${when}`,
    unused: '还没有使用',
    made: (id: number, name: string, code: string, until: string) =>
      `收银台 #${id}“${name}”：用领取码 ${code} 换取令牌（${until} 前有效，只能用一次）：POST /api/coupons/token {"code":"${code}"}。令牌只显示这一次，这里不保存。`,
    long: `名字请写 1 到 ${longestName} 个字。`,
    missing: (id: string) => `没有编号为 ${id} 的令牌。`,
    revoked: (name: string) => `“${name}”的令牌已撤销，立即失效。`,
  },
  en: {
    usage: 'Write: coupon token; coupon token new "TILL 1"; coupon token revoke ID',
    none: 'There is no token for a till yet.',
    line: ({ id, name }: CouponToken, state: string) => `#${id} ${name} · ${state}`,
    waiting: 'waits to be fetched',
    used: (when: string) => `last used ${when}`,
    unused: 'not used yet',
    made: (id: number, name: string, code: string, until: string) =>
      `Till #${id} "${name}": fetch its token with the code ${code} (until ${until}, once): POST /api/coupons/token {"code":"${code}"}. The token is shown that one time and is kept nowhere here.`,
    long: `A name has 1 to ${longestName} characters.`,
    missing: (id: string) => `There is no token ${id}.`,
    revoked: (name: string) => `The token of "${name}" is revoked and valid no more.`,
  },
} as const;

const newWords = ['new', 'create', '新建'];
const revokeWords = ['revoke', 'remove', '撤销', '删除'];

const list = async ({ db, company, now, language }: CommandContext): Promise<Answer> => {
  const say = words[language];
  const tokens = await couponTokens(db, now);
  const stateOf = ({ isSet, usedAt }: CouponToken): string => {
    if (!isSet) return say.waiting;
    return usedAt === null ? say.unused : say.used(showTime(usedAt, company.zone));
  };
  const lines = tokens.map((each) => say.line(each, stateOf(each)));
  return textAnswer('person', lines.length > 0 ? lines.join('\n') : `${say.none} ${say.usage}`, tokens);
};

const make = async (context: CommandContext, name: string): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const say = words[language];
  if (name === '' || name.length > longestName) throw new InputError(say.long);
  const { id, code } = await makeCouponToken(db, { name, createdBy: asker.id }, now);
  await audit(db, { at: now, actorId: asker.id, action: 'coupon-token-made', detail: { token: id } });
  return textAnswer('person', say.made(id, name, code, showTime(now + setupMs, company.zone)), { id, code });
};

const revoke = async (context: CommandContext, word: string): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const say = words[language];
  const id = numberIn(word);
  const name = id === undefined ? undefined : await revokeCouponToken(db, id, now);
  if (id === undefined || name === undefined) throw new InputError(say.missing(word || '–'));
  await audit(db, { at: now, actorId: asker.id, action: 'coupon-token-revoked', detail: { token: id } });
  return textAnswer('person', say.revoked(name), { id });
};

/** `coupon token`: the tills that may redeem over HTTP; an admin makes and revokes them. */
export const tokens: Verb = {
  words: ['token', 'tokens', '令牌'],
  roles: ['admin'],
  changes: (args) => args.length > 0,
  run: async (context, [first, ...rest]) => {
    const word = first?.toLowerCase();
    if (word === undefined) return list(context);
    if (newWords.includes(word)) return make(context, rest.join(' ').trim());
    if (revokeWords.includes(word)) return revoke(context, rest[0] ?? '');
    throw new InputError(words[context.language].usage);
  },
};
