import { InputError } from '../../core/errors.ts';
import { stageNames } from '../../core/stages/presets.ts';
import { type StageKey, stageKeys } from '../../core/stages/stage.ts';
import { dayMs } from '../../core/time.ts';
import { applyInteractions } from '../ingest/apply.ts';
import { showStage } from '../view/stage.ts';
import { showDate } from '../view/time.ts';
import { textAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { stageChoices } from './stages-named.ts';

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
    const choices = word === undefined ? [] : stageChoices(word, company.model);
    const [key] = choices;
    const namesOf = (keys: readonly StageKey[]): string =>
      keys.map((each) => (zh ? stageNames[each].zh : each)).join(zh ? '、' : ', ');
    if (!name || !key) {
      const names = namesOf(stageKeys);
      throw new InputError(
        zh
          ? `格式：阶段 客户名 阶段 [天数] [理由]。阶段：${names}。`
          : `Write: stage NAME STAGE [DAYS] [REASON]. Stages: ${names}.`,
      );
    }
    if (choices.length > 1) {
      throw new InputError(
        zh
          ? `“${word}”包括几个阶段，请写其中一个：${namesOf(choices)}。`
          : `"${word}" is several stages; write one of them: ${namesOf(choices)}.`,
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
      ? `${customer.name} 的阶段设为“${showStage(key, company.model, 'zh')}”，到 ${until} 止。`
      : `${customer.name} is set to ${showStage(key, company.model, 'en')} until ${until}.`;
    return {
      ...textAnswer('team', text, { id: customer.id, stage: key, untilAt }, changed),
      about: customer.id,
    };
  },
};
