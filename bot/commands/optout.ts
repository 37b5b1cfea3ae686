import { optIn, optOut } from '../care/consent.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requirePeople } from './find-people.ts';

const back = new Set(['back', 'undo', 'off', '恢复', '撤销', '订阅']);

/** `optout NAME [back]`: says that somebody wants no messages any more, or wants them again. */
export const optout: Command = {
  name: 'optout',
  aliases: ['退订'],
  usage: { zh: '退订 联系人或客户名 [恢复]', en: 'optout NAME [back]' },
  summary: {
    zh: '记录对方不想再收到主动消息（所有平台即时生效），或恢复',
    en: 'say that somebody wants no messages of our own accord, or wants them again',
  },
  run: async (context, args) => {
    const { db, now, asker, language } = context;
    const isBack = args.length > 1 && back.has((args.at(-1) ?? '').toLowerCase());
    const named = await requirePeople(context, (isBack ? args.slice(0, -1) : args).join(' ') || undefined);
    const ids = named.people.map((each) => each.id);
    const said = {
      source: `member:${context.requestKey}`,
      ...(asker.id === null ? {} : { byId: asker.id }),
    };
    await (isBack ? optIn : optOut)(db, context, ids, said, now);
    const zh = language === 'zh';
    const who = named.people.map((each) => each.name).join(zh ? '、' : ', ');
    const text = isBack
      ? zh
        ? `已恢复：${who}，可以再收到主动消息。`
        : `${who} may be written to again.`
      : zh
        ? `已退订：${who}。所有平台的主动关怀和群发立即停止，已排队的也已撤回；对方主动找我们时照常回复。`
        : `${who}: opted out. Care and broadcasts stop on all platforms at once, also what was waiting; what they ask is answered as always.`;
    return {
      ...textAnswer('team', text, { people: ids, optedOut: !isBack }),
      about: named.customer.id,
    };
  },
};
