import { dayMs } from '../../core/time.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showStage } from '../view/stage.ts';
import { showDate } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import { optional } from './arguments/argument.ts';
import { customerArgument } from './arguments/customer.ts';
import { numberArgument } from './arguments/number.ts';
import { stageArgument } from './arguments/stage.ts';
import { textArgument } from './arguments/text.ts';
import { defineCommand } from './define.ts';
import { memoOf, withdraw } from './take-back.ts';

const defaultDays = 30;

/** `stage NAME STAGE [DAYS] [REASON]`: sets a stage by hand until it expires. */
export const stage = defineCommand({
  name: 'stage',
  aliases: ['阶段'],
  summary: { zh: '人工设定阶段，到期自动恢复', en: 'set a stage by hand; it expires' },
  examples: [{ zh: '阶段 Acme 成熟 30 签了年度合同', en: 'stage Acme mature 30 signed for a year' }],
  arguments: {
    customer: customerArgument,
    stage: { ...stageArgument({ zh: '阶段', en: 'STAGE' }), after: ['→', '->', '=>', 'to', '为', '到'] },
    days: optional(numberArgument({ zh: '天数', en: 'DAYS' }, 1, 999)),
    reason: optional(textArgument({ zh: '理由', en: 'REASON' })),
  },
  changes: true,
  undo: withdraw,
  run: async (context, { customer, stage: key, days = defaultDays, reason }) => {
    const { db, company, asker, now, language } = context;
    const source = `stage/${context.requestKey}`;
    const untilAt = now + days * dayMs;
    const changed = await applyInteractions(db, company, [
      {
        customerId: customer.id,
        ...(asker.id === null ? {} : { personId: asker.id }),
        ...(reason ? { text: reason } : {}),
        interaction: {
          key: source,
          at: now,
          kind: 'stage-override',
          direction: 'none',
          data: { stage: key, untilAt, by: asker.name },
        },
      },
    ]);
    const until = showDate(untilAt, company.zone);
    const text =
      language === 'zh'
        ? `${customer.name} 的阶段设为“${showStage(key, company.model, 'zh')}”，到 ${until} 止。`
        : `${customer.name} is set to ${showStage(key, company.model, 'en')} until ${until}.`;
    return {
      ...textAnswer('team', text, { id: customer.id, stage: key, untilAt }, changed),
      about: customer.id,
      undo: {
        memo: memoOf(customer.id, source),
        says: { zh: `${customer.name} 的人工阶段`, en: `the stage of ${customer.name} set by hand` },
      },
    };
  },
});
