import type { Answer, CommandContext } from '../command.ts';
import { defineVerbs, type Verb } from '../verbs.ts';
import { takeBackProgramme } from './change-programme.ts';
import { giveOrTake, showCustomer, takeBackEntry } from './ledger.ts';
import { changeRule, showProgramme, switchPoints } from './programme.ts';
import { changeRewards } from './rewards.ts';

const show: Verb = {
  words: ['show', '查看'],
  run: (context, args) =>
    args.length === 0 ? showProgramme(context) : showCustomer(context, args.join(' ')),
};

const ofLeads = (
  words: readonly string[],
  run: (context: CommandContext, args: readonly string[]) => Promise<Answer>,
): Verb => ({ words, changes: true, roles: ['lead', 'manager', 'admin'], run });

/** `points`: the programme with its rules and rewards, a customer's ledger, and changes by hand. */
export const points = defineVerbs({
  name: 'points',
  aliases: ['积分'],
  usage: {
    zh: '积分 [客户名]；积分 开启|关闭；积分 规则 编号 积分 [每多少钱]；积分 奖励 新建|修改|结束 …；积分 增加|扣减 客户名 数量 [原因]',
    en: 'points [CUSTOMER]; points on|off; points rule ID POINTS [PER-MONEY]; points reward new|change|end …; points give|take CUSTOMER NUMBER [REASON]',
  },
  summary: { zh: '积分规则、奖励、余额与流水', en: 'the points programme, balances and what they came from' },
  examples: [
    { zh: '积分 奖励 新建 "免费咖啡豆" "Free beans" 200 90', en: 'points reward new "Free beans" 200 90' },
  ],
  verbs: [
    show,
    ofLeads(['on', '开启'], (context) => switchPoints(context, true)),
    ofLeads(['off', '关闭'], (context) => switchPoints(context, false)),
    ofLeads(['rule', '规则'], changeRule),
    ofLeads(['reward', 'rewards', '奖励', '兑换'], changeRewards),
    ofLeads(['give', '增加'], (context, args) => giveOrTake(context, 1, args)),
    ofLeads(['take', '扣减'], (context, args) => giveOrTake(context, -1, args)),
  ],
  bare: () => show,
  undo: (context, memo) =>
    'customerId' in memo ? takeBackEntry(context, memo) : takeBackProgramme(context, memo),
});
