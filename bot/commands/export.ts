import type { CardBlock } from '../../core/messages.ts';
import { storedAbout } from '../../db/stored-about.ts';
import { cardAnswer } from './answer.ts';
import { peopleArgument } from './arguments/people.ts';
import { defineCommand } from './define.ts';

/** In chat the newest of what they wrote is shown; the terminal prints all. */
const shown = 20;

/** `export NAME`: all that is stored about somebody, for the asker alone. */
export const exportStored = defineCommand({
  name: 'export',
  aliases: ['导出'],
  summary: {
    zh: '对方要求查看时：存了 TA 的哪些资料（只给您看）',
    en: 'all that is stored about somebody who asks for it, for you alone',
  },
  arguments: { named: peopleArgument },
  run: async (context, { named: { customer, people, called } }) => {
    const zh = context.language === 'zh';
    const all = [];
    for (const person of people) all.push(await storedAbout(context.db, person));
    const blocks = all.flatMap((each): CardBlock[] => [
      { kind: 'heading', text: each.name },
      {
        kind: 'fields',
        fields: [
          {
            label: zh ? '平台账号' : 'Identities',
            value: each.identities.map((one) => `${one.platform} ${one.id}`).join(', ') || '–',
          },
          { label: zh ? '同意记录' : 'Consents', value: String(each.consents.length) },
          { label: zh ? '消息' : 'Messages', value: String(each.messages.length) },
          { label: zh ? '互动' : 'Interactions', value: String(each.interactions.length) },
          { label: zh ? '主动消息' : 'Messages of ours', value: String(each.contacts.length) },
        ],
      },
      ...each.messages
        .slice(-shown)
        .map((one): CardBlock => ({ kind: 'quote', text: one.text, source: `${one.at} · ${one.room}` })),
    ]);
    blocks.push({
      kind: 'text',
      text: zh
        ? `全部内容（JSON）：tend ask '导出 ${called}' --json`
        : `Everything, as JSON: tend ask 'export ${called}' --json`,
    });
    const title = zh ? `存有的资料 · ${called}` : `Stored about ${called}`;
    return { ...cardAnswer('person', title, blocks, all), about: customer.id };
  },
});
