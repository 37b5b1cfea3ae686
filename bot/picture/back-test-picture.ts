import type { Logger } from 'pino';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { BackTestSummary } from '../../core/playbook/back-test-summary.ts';
import { dayMs } from '../../core/time.ts';
import type { Zone } from '../../core/zone.ts';
import type { Db } from '../../db/connect.ts';
import { storePicture } from '../../db/pictures.ts';
import { showDate } from '../view/time.ts';
import { draw } from './painter.ts';

/** The platforms keep their own copies; ours are for the playground and for what is sent late. */
const keptMs = 90 * dayMs;

/**
 * Draws and keeps the picture of a back-test, its messages week by week, and returns the block that shows it; undefined when
 * none would have been sent, or it cannot be drawn.
 */
export const backTestPicture = async (
  { db, log, now }: { readonly db: Db; readonly log: Logger; readonly now: number },
  { weeks, contacts, from }: BackTestSummary,
  zone: Zone,
  language: Language,
): Promise<CardBlock | undefined> => {
  if (contacts === 0) return undefined;
  const bars = weeks.map((count, index) => ({
    label: showDate(from + index * 7 * dayMs, zone).slice(5),
    count,
  }));
  const title = language === 'zh' ? '每周会发出的消息' : 'Messages that would have been sent, by week';
  try {
    const { bytes } = await draw([{ kind: 'bars', title, bars }]);
    const picture = await storePicture(db, { bytes, type: 'image/png' }, now, now + keptMs);
    const alt = `${title}${language === 'zh' ? '：' : ': '}${weeks.join(', ')}`;
    return { kind: 'image', picture, alt };
  } catch (error) {
    log.warn({ err: error }, 'the picture of a back-test could not be drawn');
    return undefined;
  }
};
