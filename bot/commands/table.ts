import { ask } from './ask.ts';
import { createAsOf } from './asof.ts';
import { assistCommands } from './assist.ts';
import { away, back } from './away.ts';
import { birthday } from './birthday.ts';
import { broadcast } from './broadcast/broadcast.ts';
import type { Carrier } from './carry-on.ts';
import { claim } from './claim.ts';
import type { Command } from './command.ts';
import { community } from './community/community.ts';
import { createAnswers } from './confirm.ts';
import { consent } from './consent.ts';
import { coupon } from './coupon/coupon.ts';
import { digest, month, week } from './digest.ts';
import { event } from './event/event.ts';
import { exportStored } from './export.ts';
import { facts } from './facts.ts';
import { forget } from './forget.ts';
import { handover } from './handover.ts';
import { createHelp } from './help.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { memberDay } from './member-day.ts';
import { merge, unmerge } from './merge.ts';
import { model } from './model.ts';
import { mood } from './mood.ts';
import { my } from './my.ts';
import { note } from './note.ts';
import { optout } from './optout.ts';
import { owner } from './owner.ts';
import { person } from './person.ts';
import { playbook } from './playbook.ts';
import { points } from './points/points.ts';
import { poll } from './poll.ts';
import { promise } from './promise.ts';
import { questions } from './questions.ts';
import { quiet } from './quiet.ts';
import { replies } from './replies.ts';
import { role } from './role.ts';
import { room } from './room.ts';
import { rule } from './rule.ts';
import { runCommand } from './run-command.ts';
import { segment } from './segment.ts';
import { snooze } from './snooze.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { survey } from './survey/survey.ts';
import { tag } from './tag.ts';
import { followUpPress } from './take-back-press.ts';
import { takeover } from './takeover.ts';
import { task } from './task.ts';
import { timeline } from './timeline.ts';
import { trend } from './trend.ts';
import { welcome } from './welcome.ts';
import { why } from './why.ts';

const now: readonly Command[] = [
  status,
  why,
  timeline,
  trend,
  list,
  my,
  note,
  task,
  tag,
  mood,
  model,
  ...assistCommands,
  facts,
  ask,
  stage,
  owner,
  segment,
  room,
  community,
  event,
  poll,
  survey,
  coupon,
  points,
  memberDay,
  link,
  merge,
  unmerge,
  person,
  rule,
  playbook,
  birthday,
  digest,
  snooze,
  takeover,
  handover,
  promise,
  questions,
  replies,
  away,
  back,
  quiet,
  optout,
  consent,
  welcome,
  broadcast,
  exportStored,
  forget,
  week,
  month,
];

/** Whatever waits for its asker's word goes on by this; it may be an action of a command. */
export const carrier: Carrier = {
  named: (name) =>
    commands.flatMap((each) => [each, ...(each.actions ?? [])]).find((each) => each.name === name),
  undoOf: (name) => (name === followUpPress.name ? followUpPress : carrier.named(name))?.undo,
  run: runCommand,
};

const work: readonly Command[] = [...now, createAsOf(now), role, claim, ...createAnswers(carrier)];

/** Every command, as all platforms and the terminal know them. */
export const commands: readonly Command[] = [createHelp(work), ...work];

/** Returns the command with this name or alias, or undefined. */
export const commandNamed = (name: string): Command | undefined =>
  commands.find((each) => each.name === name || each.aliases.includes(name));
