import type { Command } from './command.ts';
import { digest } from './digest.ts';
import { createHelp } from './help.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { my } from './my.ts';
import { note } from './note.ts';
import { owner } from './owner.ts';
import { room } from './room.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { timeline } from './timeline.ts';
import { why } from './why.ts';

const work: readonly Command[] = [status, why, timeline, list, my, note, stage, owner, room, link, digest];

/** Every command, as all platforms and the terminal know them. */
export const commands: readonly Command[] = [createHelp(work), ...work];

/** Returns the command with this name or alias, or undefined. */
export const commandNamed = (name: string): Command | undefined =>
  commands.find((each) => each.name === name || each.aliases.includes(name));
