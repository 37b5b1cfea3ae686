import { optIn, optOut } from '../care/consent.ts';
import { textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { choiceArgument } from './arguments/choice.ts';
import { peopleArgument } from './arguments/people.ts';
import { defineCommand } from './define.ts';

const backArgument = choiceArgument({ zh: '恢复', en: 'back' }, [
  { value: true, name: { zh: '恢复', en: 'back' }, words: ['undo', 'off', '撤销', '订阅'] },
] as const);

/** `optout NAME [back]`: says that somebody wants no messages any more, or wants them again. */
export const optout = defineCommand({
  name: 'optout',
  aliases: ['退订'],
  summary: {
    zh: '记录对方不想再收到主动消息（所有平台即时生效），或恢复',
    en: 'say that somebody wants no messages of our own accord, or wants them again',
  },
  arguments: { named: peopleArgument, back: optional(backArgument) },
  run: async (context, { named, back = false }) => {
    const { db, now, asker, language } = context;
    const ids = named.people.map((each) => each.id);
    const said = {
      source: `member:${context.requestKey}`,
      ...(asker.id === null ? {} : { byId: asker.id }),
    };
    await (back ? optIn : optOut)(db, context, ids, said, now);
    const zh = language === 'zh';
    const who = named.people.map((each) => each.name).join(zh ? '、' : ', ');
    const text = back
      ? zh
        ? `已恢复：${who}，可以再收到主动消息。`
        : `${who} may be written to again.`
      : zh
        ? `已退订：${who}。所有平台的主动关怀和群发立即停止，已排队的也已撤回；对方主动找我们时照常回复。`
        : `${who}: opted out. Care and broadcasts stop on all platforms at once, also what was waiting; what they ask is answered as always.`;
    return {
      ...textAnswer('team', text, { people: ids, optedOut: !back }),
      about: named.customer.id,
    };
  },
});
