import type { Logger } from 'pino';
import type { DigestContent } from '../../core/digest/content.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import type { Zone } from '../../core/zone.ts';
import type { Db } from '../../db/connect.ts';
import { storePicture } from '../../db/pictures.ts';
import { digestWords } from '../view/digest-words.ts';
import { digestCharts } from './digest-charts.ts';
import { draw } from './painter.ts';

/** The platforms keep their own copies; ours are for the playground and for what is sent late. */
const keptMs = 90 * dayMs;

/**
 * Draws and keeps the picture of a digest and returns the block that shows it; undefined when there is nothing to be
 * seen, or it cannot be drawn: a digest without its picture is better than none.
 */
export const digestPicture = async (
  { db, log, now }: { readonly db: Db; readonly log: Logger; readonly now: number },
  content: DigestContent,
  zone: Zone,
  language: Language,
): Promise<CardBlock | undefined> => {
  if (content.empty) return undefined;
  const charts = digestCharts(content, zone, language);
  if (charts.length === 0) return undefined;
  try {
    const { bytes } = await draw(charts);
    const picture = await storePicture(db, { bytes, type: 'image/png' }, now, now + keptMs);
    const last = content.trend.at(-1);
    const alt = digestWords[language].picture(last?.atRisk ?? 0, content.churned.count);
    return { kind: 'image', picture, alt };
  } catch (error) {
    log.warn({ err: error }, 'the picture of a digest could not be drawn');
    return undefined;
  }
};
