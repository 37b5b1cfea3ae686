import { InputError } from '../../core/errors.ts';
import { dayMs } from '../../core/rules/tests.ts';
import { stageNames } from '../../core/stages/presets.ts';
import { stageKeys } from '../../core/stages/stage.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showStage } from '../view/stage.ts';
import { showDate } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { stagesNamed } from './list.ts';

const defaultDays = 30;

/** `stage NAME STAGE [DAYS] [REASON]`: sets a stage by hand until it expires. */
export const stage: Command = {
  name: 'stage',
  aliases: ['阶段'],
  usage: { zh: '阶段 客户名 阶段 [天数] [理由]', en: 'stage NAME STAGE [DAYS] [REASON]' },
  summary: { zh: '人工设定阶段，到期自动恢复', en: 'set a stage by hand; it expires' },
  run: async (context, args) => {
    const { db, company, asker, now, language } = context;
    const zh = language === 'zh';
    const [name, word, ...rest] = args;
    const [key] = (word === undefined ? undefined : stagesNamed(word)) ?? [];
    if (!name || !key) {
      const names = stageKeys.map((each) => (zh ? stageNames[each].zh : each)).join(zh ? '、' : ', ');
      throw new InputError(
        zh
          ? `格式：阶段 客户名 阶段 [天数] [理由]。阶段：${names}。`
          : `Write: stage NAME STAGE [DAYS] [REASON]. Stages: ${names}.`,
      );
    }
    const typedDays = /^\d{1,3}$/.test(rest[0] ?? '') ? Number(rest[0]) : undefined;
    const days = typedDays && typedDays > 0 ? typedDays : defaultDays;
    const reason = (typedDays === undefined ? rest : rest.slice(1)).join(' ');
    const customer = await requireCustomer(context, name);
    const untilAt = now + days * dayMs;
    const changed = await applyInteractions(db, company, [
      {
        customerId: customer.id,
        ...(asker.id === null ? {} : { personId: asker.id }),
        ...(reason ? { text: reason } : {}),
        interaction: {
          key: `stage/${context.requestKey}`,
          at: now,
          kind: 'stage-override',
          direction: 'none',
          data: { stage: key, untilAt, by: asker.name },
        },
      },
    ]);
    const until = showDate(untilAt, company.zone);
    const text = zh
      ? `${customer.name} 的阶段设为“${showStage(key, 'zh')}”，到 ${until} 止。`
      : `${customer.name} is set to ${showStage(key, 'en')} until ${until}.`;
    return {
      ...textAnswer('team', text, { id: customer.id, stage: key, untilAt }, changed),
      about: customer.id,
    };
  },
};
