import { dayMs, hourMs, minuteMs } from './schedule.ts';

/** What one line of a scene does in the chat. */
export type Act = 'say' | 'edit' | 'recall' | 'react' | 'join';

/** One line of a scene: a role, what it does, and the wordings to choose from. */
export type Line = {
  /** Role letter: `c` and `d` customers, `r` the rep, `*` anyone else, and whatever the room's cast binds. */
  readonly who: string;
  readonly act: Act;
  /** Said in about 6 of 10 tellings. */
  readonly optional: boolean;
  /** How many different wordings are said, each by another person; 1 to 1 unless written. */
  readonly times: readonly [number, number];
  /** The pause before it, in milliseconds; a whole number of `dayMs` means that many workdays. */
  readonly pauseMs?: number;
  /** What the line puts on the books besides its words. */
  readonly fact?: 'order' | 'refund';
  readonly emoji?: string;
  readonly texts: readonly string[];
};

/** Where or when alone a scene makes sense. */
export type Setting = 'cafe' | 'office' | 'weekend' | 'weekday' | 'monday';

/** A short exchange, from the first line to the last. `key` names it within its stock. */
export type Scene = {
  readonly key: string;
  readonly settings: readonly Setting[];
  readonly lines: readonly Line[];
};

const settings: readonly string[] = ['cafe', 'office', 'weekend', 'weekday', 'monday'] satisfies Setting[];
const isSetting = (option: string): option is Setting => settings.includes(option);

const units: Readonly<Record<string, number>> = { s: 1000, m: minuteMs, h: hourMs, d: dayMs };

const parseLine = (source: string, found: Setting[]): Line => {
  const colon = source.indexOf(':');
  const [head, body] = colon < 0 ? [source, ''] : [source.slice(0, colon), source.slice(colon + 1)];
  const [first = '', ...options] = head.trim().split(/\s+/);
  const optional = first.startsWith('?');
  const who = optional ? first[1] : first[0];
  const range = /(\d)-(\d)$/.exec(first);
  const line: { -readonly [Key in keyof Line]: Line[Key] } = {
    who: who ?? 'c',
    act: 'say',
    optional,
    times: range === null ? [1, 1] : [Number(range[1]), Number(range[2])],
    texts: body
      .split('|')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  };
  for (const option of options) {
    const pause = /^(\d+)([smhd])$/.exec(option);
    if (pause !== null) line.pauseMs = Number(pause[1]) * (units[pause[2] ?? ''] ?? 0);
    else if (option === 'order' || option === 'refund') line.fact = option;
    else if (option === 'edit' || option === 'recall' || option === 'join') line.act = option;
    else if (option.startsWith('+')) {
      line.act = 'react';
      line.emoji = option.slice(1);
    } else if (isSetting(option)) found.push(option);
    else throw new SyntaxError(`Unknown option "${option}" in the demo line "${source}".`);
  }
  if ((line.act === 'say' || line.act === 'edit') && line.texts.length === 0) {
    throw new SyntaxError(`The demo line "${source}" says nothing.`);
  }
  return line;
};

/**
 * Reads scenes written as in a play. Scenes are parted by an empty line; a line is
 * `role options: wording | wording`. Options: a pause (`40s 5m 2h 1d`), `order` or `refund` (also a booking),
 * `edit` or `recall` (of the role's last message), `join` (the role enters), `+👍` (a reaction to the last
 * message), or a {@link Setting} of the whole scene. `?c` is left out at times; `*2-4` says two to four of the wordings, each by someone else.
 * A line with as many wordings as the opening line takes the wording at the same place, so that answers fit.
 * Throws SyntaxError on a line that cannot be read.
 */
export function parseScenes(name: string, script: string): readonly Scene[] {
  return script
    .trim()
    .split(/\n\s*\n/)
    .map((block, index) => {
      const found: Setting[] = [];
      const lines = block
        .trim()
        .split('\n')
        .map((line) => parseLine(line, found));
      return { key: `${name}-${index}`, settings: found, lines };
    });
}
