import { type CoursePoint, courseAt } from '../../core/customer/course.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { percent, signed } from '../../core/words.ts';
import { assessmentsOf } from '../../db/assessments.ts';
import { coursePicture } from '../picture/course-picture.ts';
import { showDate } from '../view/time.ts';
import { cardAnswer } from './answer.ts';
import { customerArgument } from './arguments/customer.ts';
import { defineCommand } from './define.ts';

const weeks = 26;
/** So many weeks back are told in words. */
const toldWeeks: readonly number[] = [26, 13, 4, 1, 0];

/** `trend NAME`: health and mood over half a year, as a picture and in words. */
export const trend = defineCommand({
  name: 'trend',
  aliases: ['走势', '趋势'],
  summary: { zh: '半年来的健康分和情绪', en: 'health and mood over half a year' },
  examples: [{ zh: '走势 Acme', en: 'trend Acme' }],
  arguments: { customer: customerArgument },
  asOf: true,
  run: async ({ db, company, at, now, language }, { customer }) => {
    const zh = language === 'zh';
    const { zone } = company;
    const moments = Array.from({ length: weeks + 1 }, (_, index) => at - (weeks - index) * 7 * dayMs);
    const points = courseAt(moments, await assessmentsOf(db, customer.id, moments[0] ?? at, at));
    const lineOf = ({ at: when, health, sentiment, churn }: CoursePoint): string => {
      const day = showDate(when, zone);
      if (health === null || sentiment === null || churn === null) return `${day}  –`;
      return zh
        ? `${day}  健康 ${Math.round(health)} · 情绪 ${signed(sentiment)} · 流失 ${percent(churn)}`
        : `${day}  health ${Math.round(health)} · mood ${signed(sentiment)} · churn ${percent(churn)}`;
    };
    const known = points.filter(({ health }) => health !== null);
    const told = toldWeeks
      .map((back) => points[weeks - back])
      .flatMap((each) => (each && each.health !== null ? [lineOf(each)] : []));
    const none = zh ? '还没有可以画的数据。' : 'There is nothing to be drawn yet.';
    const alt = zh
      ? `图：${customer.name} 的健康分和情绪。`
      : `Picture: health and mood of ${customer.name}.`;
    const course = { name: customer.name, points, alt };
    // One point is no line.
    const picture = known.length > 1 ? await coursePicture(db, course, { zone, language, now }) : undefined;
    const blocks: readonly CardBlock[] = [
      ...(picture ? [picture] : []),
      ...(told.length > 0 ? told : [none]).map((text): CardBlock => ({ kind: 'text', text })),
    ];
    const title = zh ? `${customer.name}：走势` : `${customer.name}: trend`;
    return { ...cardAnswer('team', title, blocks, { id: customer.id, at, points }), about: customer.id };
  },
});
