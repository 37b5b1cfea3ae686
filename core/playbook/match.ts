import type { Change } from '../customer/changes.ts';
import type { Interaction } from '../customer/interaction.ts';
import type { Playbook, StopSignal, Trigger } from './playbook.ts';

/** A version of a playbook that customers may enter since `sinceAt`. */
export type RunningPlaybook = {
  readonly key: string;
  readonly version: number;
  readonly sinceAt: number;
  readonly playbook: Playbook;
};

/** Running playbooks by what sets them going, so that what matches none costs nothing. */
export type TriggerIndex = {
  readonly all: readonly RunningPlaybook[];
  readonly stage: ReadonlyMap<string, readonly RunningPlaybook[]>;
  readonly event: ReadonlyMap<string, readonly RunningPlaybook[]>;
  readonly rule: ReadonlyMap<string, readonly RunningPlaybook[]>;
  readonly segment: readonly RunningPlaybook[];
  /** What a day brings about, not an interaction: silence and dates. */
  readonly daily: readonly RunningPlaybook[];
};

type TriggerOf<On extends Trigger['on']> = Extract<Trigger, { on: On }>;

const by = <On extends Trigger['on']>(
  running: readonly RunningPlaybook[],
  on: On,
  keysOf: (trigger: TriggerOf<On>) => readonly string[],
): ReadonlyMap<string, readonly RunningPlaybook[]> => {
  const found = new Map<string, RunningPlaybook[]>();
  for (const each of running) {
    const { trigger } = each.playbook;
    if (trigger.on !== on) continue;
    for (const key of keysOf(trigger as TriggerOf<On>)) {
      const list = found.get(key);
      if (list) list.push(each);
      else found.set(key, [each]);
    }
  }
  return found;
};

/** Returns the index of running playbooks. */
export const triggerIndex = (running: readonly RunningPlaybook[]): TriggerIndex => ({
  all: running,
  stage: by(running, 'stage', (trigger) => trigger.to),
  event: by(running, 'event', (trigger) => [trigger.of]),
  rule: by(running, 'rule', (trigger) => [trigger.rule]),
  segment: running.filter(({ playbook }) => playbook.trigger.on === 'segment'),
  daily: running.filter(
    ({ playbook }) => playbook.trigger.on === 'silence' || playbook.trigger.on === 'date',
  ),
});

/** A playbook that something set going: when, and what, under a key that is the same when it is seen again. */
export type Firing = { readonly running: RunningPlaybook; readonly at: number; readonly trigger: string };

/**
 * Returns the playbooks that what was decided about a customer and what they did set going, whatever their conditions say;
 * only what came after a playbook began to run counts.
 */
export const firings = (
  index: TriggerIndex,
  changes: readonly Change[],
  interactions: readonly Interaction[],
): readonly Firing[] => {
  const found: Firing[] = [];
  const fire = (list: readonly RunningPlaybook[] | undefined, at: number, trigger: string): void => {
    for (const running of list ?? []) if (at >= running.sinceAt) found.push({ running, at, trigger });
  };
  if (index.stage.size + index.rule.size > 0) {
    for (const change of changes) {
      if (change.type === 'moved') {
        const fits = index.stage
          .get(change.to)
          ?.filter(
            ({ playbook: { trigger } }) =>
              trigger.on === 'stage' && (trigger.from?.includes(change.from) ?? true),
          );
        fire(fits, change.at, `stage/${change.to}/${change.at}`);
      } else if (change.type === 'warned') {
        fire(index.rule.get(change.rule), change.at, `rule/${change.rule}/${change.at}`);
      }
    }
  }
  if (index.event.size > 0) {
    for (const { kind, key, at } of interactions) fire(index.event.get(kind), at, `event/${key}`);
  }
  return found;
};

/** What an interaction is to a run that is under way. */
export type Touch =
  /** The customer is unhappy or wants no more: the run ends. */
  | 'complaint'
  | 'removed'
  | StopSignal
  /** Nothing but what it is. */
  | 'other';

/** Returns what an interaction is to a run that is under way. */
export const touchOf = (interaction: Interaction): Touch => {
  switch (interaction.kind) {
    case 'complaint':
      return 'complaint';
    case 'contact-removed':
      return 'removed';
    case 'order':
      return 'order';
    case 'message':
      if (interaction.direction !== 'in' || interaction.data.recalled) return 'other';
      return interaction.data.complaint ? 'complaint' : 'reply';
    default:
      return 'other';
  }
};

/** What a run that is under way does at an interaction: it ends, goes on from its wait, or does not mind. */
export type Reaction = { readonly do: 'end'; readonly why: string } | { readonly do: 'go-on' } | undefined;

/** A run as far as reacting needs it; `contactedAt` is null before its first message. */
export type ListeningRun = {
  readonly awaits: string | null;
  readonly startedAt: number;
  readonly contactedAt: number | null;
};

/**
 * Returns how a run reacts to an interaction. Only what comes after it began counts, and a message of the customer is a
 * reply only after one of ours. What it waits for goes before what would end it.
 */
export const reactionTo = (
  { stopOn }: Pick<Playbook, 'stopOn'>,
  run: ListeningRun,
  interaction: Interaction,
): Reaction => {
  if (interaction.at <= run.startedAt) return undefined;
  const touch = touchOf(interaction);
  if (touch === 'complaint' || touch === 'removed') return { do: 'end', why: touch };
  const replied = touch === 'reply' && run.contactedAt !== null && interaction.at > run.contactedAt;
  if (run.awaits === interaction.kind && interaction.direction !== 'out') return { do: 'go-on' };
  if (run.awaits === 'reply' && replied) return { do: 'go-on' };
  if (replied && stopOn.includes('reply')) return { do: 'end', why: 'reply' };
  return touch === 'order' && stopOn.includes('order') ? { do: 'end', why: 'order' } : undefined;
};
