import { createCalendar } from '../../core/calendar.ts';
import { createZone } from '../../core/zone.ts';
import type { Chat } from './chat.ts';

const zone = createZone('Asia/Shanghai');
const calendar = createCalendar({ zone, holidays: 'cn' });
const tenOClock = 10 * 60;

/** Returns the first 10:00 in Shanghai after `at` that is a working moment: no quiet hours, no holiday. */
export const nextMorning = (at: number): number => {
  for (let day = zone.dayOf(at); ; day++) {
    const morning = zone.at(day, tenOClock);
    if (morning > at && calendar.nextWorkingMoment(morning) === morning) return morning;
  }
};

/** Moves the bot's clock to the next working morning, when messages that nobody asked for may be sent. */
export const waitForMorning = async ({ clock }: Chat): Promise<void> => {
  const now = await clock.now();
  await clock.advance({ minutes: Math.ceil((nextMorning(now) - now) / 60_000) });
};
