import { InputError } from '../../core/errors.ts';
import { audit } from '../../db/audit.ts';
import { allow, type BanTarget, ban, listBans } from '../../db/models/bans.ts';
import { spendingOf, usageBetween } from '../../db/models/calls.ts';
import { type ModelUse, modelBlocks } from '../view/model-use.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';

const dayMs = 24 * 60 * 60 * 1000;
const off = new Set(['off', '关', '关闭', '停', '停用']);
const on = new Set(['on', '开', '开启', '启用']);
const here = new Set(['room', '群', '本群']);

const words = {
  zh: {
    managers: '只有主管或经理可以看模型用量。',
    noRoom: '请在那个群里发“模型 本群 关”。',
    offRoom: (name: string) => `${name}：群里的内容不再发给模型。`,
    onRoom: (name: string) => `${name}：群里的内容可以发给模型。`,
    offCustomer: (name: string) => `${name}：不再把该客户的任何内容发给模型。`,
    onCustomer: (name: string) => `${name}：可以把该客户的内容发给模型。`,
    same: '本来就是这样。',
    undo: '撤销',
    title: '语言模型',
  },
  en: {
    managers: 'Only a lead or manager may see what the model is used for.',
    noRoom: 'Write "model room off" in that room.',
    offRoom: (name: string) => `${name}: nothing said in this room is sent to a model any more.`,
    onRoom: (name: string) => `${name}: what is said in this room may be sent to a model.`,
    offCustomer: (name: string) => `${name}: nothing of this customer is sent to a model any more.`,
    onCustomer: (name: string) => `${name}: this customer's messages may be sent to a model.`,
    same: 'It was so already.',
    undo: 'Undo',
    title: 'Language model',
  },
} as const;

type Target = { readonly of: BanTarget; readonly name: string; readonly kind: 'room' | 'customer' };

const findTarget = async (context: CommandContext, first: string, name: string): Promise<Target> => {
  const { room, language } = context;
  if (here.has(first)) {
    if (room?.kind !== 'group') throw new InputError(words[language].noRoom);
    return { of: { roomId: room.id }, name: room.name, kind: 'room' };
  }
  const customer = await requireCustomer(context, name);
  return { of: { customerId: customer.id }, name: customer.name, kind: 'customer' };
};

const switchIt = async (context: CommandContext, target: Target, forbid: boolean): Promise<Answer> => {
  const { db, asker, now, language } = context;
  const say = words[language];
  const changed = forbid ? await ban(db, target.of, asker.id, now) : await allow(db, target.of);
  const about = 'customerId' in target.of ? { customerId: target.of.customerId } : target.of;
  await audit(db, { at: now, actorId: asker.id, action: forbid ? 'model-off' : 'model-on', ...about });
  const room = target.kind === 'room';
  const told = forbid ? (room ? say.offRoom : say.offCustomer) : room ? say.onRoom : say.onCustomer;
  const title = changed ? told(target.name) : `${told(target.name)} ${say.same}`;
  const back = forbid ? (language === 'zh' ? '开' : 'on') : language === 'zh' ? '关' : 'off';
  const which = 'customerId' in target.of ? `#${target.of.customerId}` : language === 'zh' ? '本群' : 'room';
  const undo = {
    label: say.undo,
    action: 'run',
    value: `${language === 'zh' ? '模型' : 'model'} ${which} ${back}`,
  };
  const answer = cardAnswer('team', title, changed ? [{ kind: 'buttons', buttons: [undo] }] : [], {
    ...about,
    off: forbid,
    changed,
  });
  return 'customerId' in target.of ? { ...answer, about: target.of.customerId } : answer;
};

/** As data: everything but the address and the key. */
const withoutSecrets = ({ settings, ...use }: ModelUse) => ({
  ...use,
  ...(settings
    ? { models: { cheap: settings.cheap, better: settings.better }, tokens: settings.tokens }
    : {}),
});

/** `model`: what the language model is used for and what it costs; `model NAME off`, `model room off`: send nothing. */
export const model: Command = {
  name: 'model',
  aliases: ['模型'],
  usage: { zh: '模型 · 模型 客户名|本群 开|关', en: 'model · model NAME|room on|off' },
  summary: {
    zh: '语言模型的用量；某客户或本群不发给模型',
    en: 'use of the language model; send nothing of a customer or room to it',
  },
  run: async (context, args) => {
    const { db, company, asker, language } = context;
    const last = args.at(-1)?.toLowerCase() ?? '';
    if (args.length >= 2 && (off.has(last) || on.has(last))) {
      const target = await findTarget(context, (args[0] ?? '').toLowerCase(), args.slice(0, -1).join(' '));
      return switchIt(context, target, off.has(last));
    }
    if (asker.role === 'rep') throw new InputError(words[language].managers);
    // Money is spent in real time, whatever the playground's clock says.
    const now = Date.now();
    const { year, month } = company.zone.parts(now);
    const use: ModelUse = {
      week: await usageBetween(db, now - 7 * dayMs, now),
      spending: await spendingOf(db, company.zone.dayOf(now), year * 12 + month),
      bans: await listBans(db),
      ...(context.model ? { settings: context.model } : {}),
    };
    return cardAnswer('managers', words[language].title, modelBlocks(use, language), withoutSecrets(use));
  },
};
