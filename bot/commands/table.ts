import { createAsOf } from './asof.ts';
import { away, back } from './away.ts';
import type { Command } from './command.ts';
import { consent } from './consent.ts';
import { coupon } from './coupon.ts';
import { digest } from './digest.ts';
import { createHelp } from './help.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { model } from './model.ts';
import { mood } from './mood.ts';
import { my } from './my.ts';
import { note } from './note.ts';
import { optout } from './optout.ts';
import { owner } from './owner.ts';
import { points } from './points.ts';
import { quiet } from './quiet.ts';
import { room } from './room.ts';
import { rule } from './rule.ts';
import { segment } from './segment.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { survey } from './survey.ts';
import { timeline } from './timeline.ts';
import { why } from './why.ts';

const now: readonly Command[] = [
  status,
  why,
  timeline,
  list,
  my,
  note,
  mood,
  model,
  stage,
  owner,
  segment,
  room,
  survey,
  coupon,
  points,
  link,
  rule,
  digest,
  away,
  back,
  quiet,
  optout,
  consent,
];
const work: readonly Command[] = [...now, createAsOf(now)];

/** Every command, as all platforms and the terminal know them. */
export const commands: readonly Command[] = [createHelp(work), ...work];

/** Returns the command with this name or alias, or undefined. */
export const commandNamed = (name: string): Command | undefined =>
  commands.find((each) => each.name === name || each.aliases.includes(name));
