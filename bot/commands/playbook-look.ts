import { askedBy } from '../../core/customer/asked-by.ts';
import { InputError } from '../../core/errors.ts';
import type { CardBlock } from '../../core/messages.ts';
import { dayMs } from '../../core/time.ts';
import { playbookCounts } from '../../db/playbook-counts.ts';
import { judgementsBetween } from '../../db/precision.ts';
import { effectOf } from '../care/effect.ts';
import { type FoundPlaybook, playbookLibrary, playbookNamed, showPlaybook } from '../playbook/library.ts';
import { flowOf } from '../playbook/runner.ts';
import { effectBlocks } from '../view/effect.ts';
import { playbookBlocks, showState } from '../view/playbook-card.ts';
import { judgedDays, precisionIn, showPrecision } from '../view/precision.ts';
import { cardAnswer } from './answer.ts';
import type { Answer, CommandContext } from './command.ts';

/** Whether the asker may change playbooks. */
export const mayChange = ({ asker }: CommandContext): boolean => asker.role !== 'rep';

/** Returns the words in the asker's language. */
export const say = ({ language }: CommandContext, zh: string, en: string): string =>
  language === 'zh' ? zh : en;

/** Returns the playbook that a word names. @throws InputError with the nearest one and all there are. */
export const requirePlaybook = async (context: CommandContext, word: string): Promise<FoundPlaybook> => {
  const library = await playbookLibrary(context.db);
  const found = playbookNamed(library, word);
  if ('newest' in found) return found;
  const keys = [...new Set(library.map((each) => each.key))].join(context.language === 'zh' ? '、' : ', ');
  const near = found.near ? say(context, `您是否要找 ${found.near}？`, `Did you mean ${found.near}? `) : '';
  throw new InputError(
    say(
      context,
      `没有剧本“${word}”。${near}可选：${keys}。`,
      `There is no playbook "${word}". ${near}The playbooks: ${keys}.`,
    ),
  );
};

/** `playbook`: every playbook with its state, what runs first. */
export const listPlaybooks = async (context: CommandContext): Promise<Answer> => {
  const { db, language } = context;
  const library = await playbookLibrary(db);
  const order = ['running', 'paused', 'approved', 'back-tested', 'draft', 'ended'];
  const lines = library
    .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    .map(
      (each): CardBlock => ({
        kind: 'text',
        text: `${showPlaybook(each, language)} — ${showState(each, language)}`,
      }),
    );
  const data = library.map(({ key, version, state }) => ({ key, version, state }));
  const hint: CardBlock = {
    kind: 'text',
    text: say(context, '查看：剧本 名称', 'To look at one: playbook NAME'),
  };
  return cardAnswer(
    'team',
    say(context, `剧本 (${library.length})`, `Playbooks (${library.length})`),
    [...lines, hint],
    data,
  );
};

/** `playbook NAME`: what it does in plain words, what it did, and what may be done next. */
export const showOne = async (
  context: CommandContext,
  key: string,
  lead: readonly CardBlock[] = [],
): Promise<Answer> => {
  const { db, asker, company, now, language } = context;
  const { newest, live } = await requirePlaybook(context, key);
  const counts = await playbookCounts(db, newest.key);
  const judged = await judgementsBetween(db, asker.scope, now - judgedDays * dayMs, now);
  const asked = askedBy(newest.key);
  const precision = precisionIn(judged.filter(({ rule }) => rule === asked));
  const right = precision ? showPrecision(precision, language) : undefined;
  const about = { counts, ...(right ? { right } : {}) };
  const blocks = [...lead, ...playbookBlocks(newest, live, about, company, language, mayChange(context))];
  return cardAnswer('team', showPlaybook(newest, language), blocks, {
    key: newest.key,
    version: newest.version,
    state: newest.state,
    live: live ? { version: live.version, state: live.state } : null,
    counts,
    playbook: newest.playbook,
  });
};

/** `playbook effect NAME`: what its messages bring about, once that may be read. */
export const showEffect = async (
  context: CommandContext,
  { newest, live }: FoundPlaybook,
): Promise<Answer> => {
  const { db, company, now, language } = context;
  const shown = live ?? newest;
  const report = await effectOf(db, flowOf(shown.key, shown.version), now);
  const name = `${showPlaybook(shown, language)} · ${showState(shown, language)}`;
  const title = say(context, `效果：${name}`, `Effect of ${name}`);
  const data = { key: shown.key, version: shown.version, report: report ?? null };
  return cardAnswer('team', title, effectBlocks(report, company.zone, language), data);
};
