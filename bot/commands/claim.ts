import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { claimFirstAdmin, voidFirstAdmin } from '../first-admin.ts';
import { textAnswer } from './answer.ts';
import { textArgument } from './arguments/text.ts';
import { defineCommand } from './define.ts';

const says = {
  room: {
    zh: '验证码只能在和我的私聊里用；这个群里的人都看到了，它已作废。重启 Tend 会得到新的。',
    en: 'That code is for your direct chat with me. Others have seen it here, so it is void; restart Tend for a new one.',
  },
  wrong: { zh: '验证码不对。', en: 'That is not the code.' },
  none: {
    zh: '没有有效的验证码：已有管理员，或已过期、用过、错太多次。重启 Tend 会得到新的。',
    en: 'There is no valid code: there is an admin already, or it has run out, was used or guessed at. Restart Tend for a new one.',
  },
} as const;

/** `claim CODE`: the code that was printed when Tend started makes its first admin. */
export const claim = defineCommand({
  name: 'claim',
  aliases: ['认领'],
  summary: {
    zh: '用启动时打印的验证码成为第一位管理员',
    en: 'become the first admin by the code printed at the start',
  },
  arguments: { code: textArgument({ zh: '验证码', en: 'CODE' }) },
  hidden: true,
  run: async ({ db, asker, now, language, room }, { code }) => {
    if (asker.id === null) throw new InputError(says.none[language]);
    if (room?.purpose !== 'direct') {
      await voidFirstAdmin(db);
      throw new InputError(says.room[language]);
    }
    const done = await claimFirstAdmin(db, asker.id, code, now);
    if (done !== 'admin') throw new InputError(says[done === 'wrong' ? 'wrong' : 'none'][language]);
    await audit(db, { at: now, actorId: asker.id, action: 'first-admin' });
    return textAnswer(
      'person',
      language === 'zh'
        ? '您现在是管理员。发“角色”查看和设置同事的角色。'
        : 'You are the admin now. "role" shows the members and sets their roles.',
    );
  },
});
