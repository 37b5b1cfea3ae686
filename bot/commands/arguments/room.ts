import type { Bilingual } from '../../../core/language.ts';
import { foldCharacters } from '../../../core/text/normalise.ts';
import { listRooms, type Room } from '../../../db/rooms.ts';
import type { Argument } from './argument.ts';

const mostWords = 6;
const fold = (name: string): string =>
  foldCharacters(name)
    .toLowerCase()
    .replace(/[\s#]+/g, '');

/** Returns an argument that names a group: its name or the beginning of one, the platform's id, or `#number`. */
export const roomArgument = (label: Bilingual): Argument<Room> => ({
  kind: 'room',
  label,
  most: mostWords,
  read: async (words, { db, language }) => {
    const said = words.join(' ');
    const number = /^#(\d{1,15})$/.exec(said);
    const rooms = (await listRooms(db)).filter((each) => each.kind === 'group');
    const wanted = fold(said);
    const sames = number
      ? rooms.filter((each) => each.id === Number(number[1]))
      : rooms.filter((each) => fold(each.name) === wanted || each.externalId === said);
    const begins = rooms.filter((each) => fold(each.name).startsWith(wanted));
    for (const [fits, sure] of [
      [sames, 1],
      [begins, 0.7],
    ] as const) {
      const [only] = fits;
      if (fits.length === 1 && only) return { sure, value: only };
      if (fits.length > 1) {
        return {
          title:
            language === 'zh' ? `“${said}”对应 ${fits.length} 个群` : `"${said}" fits ${fits.length} rooms`,
          choices: fits.map((each) => ({ id: each.id, label: each.name, detail: each.externalId })),
        };
      }
    }
    return {
      problem:
        language === 'zh'
          ? `没有找到群“${said}”。发“群设置”可查看。`
          : `There is no room "${said}". "room" shows what there is.`,
    };
  },
  here: async ({ room }) => (room?.kind === 'group' ? { sure: 0.75, value: room } : undefined),
});
