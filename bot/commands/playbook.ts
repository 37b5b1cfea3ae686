import { askedBy } from '../../core/customer/asked-by.ts';
import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { stateNames } from '../../core/playbook/words.ts';
import { dayMs } from '../../core/time.ts';
import { askBackTest } from '../../db/back-tests.ts';
import { playbookCounts } from '../../db/playbook-counts.ts';
import { enterRuns } from '../../db/playbook-runs.ts';
import { dropDraft } from '../../db/playbooks.ts';
import { judgementsBetween } from '../../db/precision.ts';
import { effectOf } from '../care/effect.ts';
import {
  type FoundPlaybook,
  type LibraryPlaybook,
  playbookLibrary,
  playbookNamed,
  showPlaybook,
} from '../playbook/library.ts';
import {
  approvePlaybook,
  endPlaybook,
  pausePlaybook,
  type Refusal,
  startPlaybook,
} from '../playbook/lifecycle.ts';
import { entryOf } from '../playbook/notice.ts';
import { flowOf } from '../playbook/runner.ts';
import { effectBlocks } from '../view/effect.ts';
import { playbookBlocks, showState } from '../view/playbook-card.ts';
import { judgedDays, precisionIn, showPrecision } from '../view/precision.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { changedPlaybook, type Edited, newPlaybook } from './playbook-edit.ts';

type Verb = 'backtest' | 'approve' | 'run' | 'pause' | 'end' | 'enter' | 'effect' | 'new' | 'change';

const verbs: Readonly<Record<string, Verb>> = {
  backtest: 'backtest',
  'back-test': 'backtest',
  回测: 'backtest',
  approve: 'approve',
  批准: 'approve',
  run: 'run',
  运行: 'run',
  继续: 'run',
  pause: 'pause',
  暂停: 'pause',
  end: 'end',
  结束: 'end',
  enter: 'enter',
  加入: 'enter',
  effect: 'effect',
  效果: 'effect',
  new: 'new',
  新建: 'new',
  change: 'change',
  修改: 'change',
};

const mayChange = ({ asker }: CommandContext): boolean => asker.role !== 'rep';

const say = ({ language }: CommandContext, zh: string, en: string): string => (language === 'zh' ? zh : en);

const refusals: Readonly<Record<Refusal['refused'], { readonly zh: string; readonly en: string }>> = {
  'not-tested': { zh: '请先回测再批准。', en: 'Back-test it first, then approve it.' },
  'not-approved': { zh: '请先回测并批准，再运行。', en: 'Back-test and approve it first, then run it.' },
  'not-running': { zh: '它没有在运行。', en: 'It is not running.' },
  'not-paused': { zh: '它没有暂停。', en: 'It is not paused.' },
  changed: { zh: '刚被别人改过，请重新查看。', en: 'Somebody changed it just now; look again.' },
};

const refuse = (refusal: Refusal, language: Language): never => {
  throw new InputError(refusals[refusal.refused][language]);
};

const requirePlaybook = async (context: CommandContext, word: string): Promise<FoundPlaybook> => {
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

const list = async (context: CommandContext): Promise<Answer> => {
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

const show = async (
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

const longestDays = 730;

const backTest = async (context: CommandContext, wanted: LibraryPlaybook, word = '90'): Promise<Answer> => {
  const { db, asker, room, now, language } = context;
  const days = Number(/^(\d+)\s*(?:天|days?)?$/i.exec(word)?.[1] ?? Number.NaN);
  if (!(days >= 1 && days <= longestDays))
    throw new InputError(
      say(
        context,
        `天数应为 1 到 ${longestDays} 之间的整数。`,
        `Days are a whole number from 1 to ${longestDays}.`,
      ),
    );
  if (!room)
    throw new InputError(
      say(
        context,
        `在终端请用：tend playbook backtest ${wanted.key} --days ${days}`,
        `At the terminal: tend playbook backtest ${wanted.key} --days ${days}`,
      ),
    );
  const id = await askBackTest(db, {
    playbook: wanted.key,
    days,
    askerId: asker.id,
    roomId: room.id,
    language,
    askedAt: now,
  });
  const name = showPlaybook(wanted, language);
  return textAnswer(
    'team',
    say(
      context,
      `开始回测：${name}，最近 ${days} 天。结果随后发来。`,
      `Back-testing ${name} over the last ${days} days; what it finds follows.`,
    ),
    { id, key: wanted.key, days },
  );
};

const effect = async (context: CommandContext, { newest, live }: FoundPlaybook): Promise<Answer> => {
  const { db, company, now, language } = context;
  const shown = live ?? newest;
  const report = await effectOf(db, flowOf(shown.key, shown.version), now);
  const name = `${showPlaybook(shown, language)} · ${showState(shown, language)}`;
  const title = say(context, `效果：${name}`, `Effect of ${name}`);
  const data = { key: shown.key, version: shown.version, report: report ?? null };
  return cardAnswer('team', title, effectBlocks(report, company.zone, language), data);
};

const enter = async (context: CommandContext, { live }: FoundPlaybook, name: string): Promise<Answer> => {
  const { db, now, requestKey } = context;
  if (live?.state !== 'running') return refuse({ refused: 'not-running' }, context.language);
  const customer = await requireCustomer(context, name === '' ? undefined : name);
  const running = { ...live, sinceAt: live.sinceAt ?? 0 };
  const entered = await enterRuns(db, [entryOf(running, customer.id, now, `manual/${requestKey}`)]);
  if (entered.length === 0)
    throw new InputError(
      say(
        context,
        `${customer.name} 已经在里面，或最近刚进入过。`,
        `${customer.name} is inside already, or was lately.`,
      ),
    );
  const answer = textAnswer(
    'team',
    say(
      context,
      `${customer.name} 已加入剧本 ${live.playbook.name.zh}。`,
      `${customer.name} entered ${live.playbook.name.en}.`,
    ),
    { id: customer.id, playbook: live.key },
  );
  return { ...answer, about: customer.id };
};

/** Shows a draft that was just stored, with the way back. */
const edited = async (context: CommandContext, { key, version, says }: Edited): Promise<Answer> => {
  const heading: CardBlock = { kind: 'heading', text: says[context.language] };
  return { ...(await show(context, key, [heading])), undo: { memo: { key, version }, says } };
};

const stateLine = (context: CommandContext, state: string): CardBlock => ({
  kind: 'heading',
  text: say(context, `已改为：${stateNames[state]?.zh ?? state}`, `Now: ${stateNames[state]?.en ?? state}`),
});

const move = async (
  context: CommandContext,
  verb: Verb,
  found: FoundPlaybook,
  word: string,
): Promise<Answer> => {
  const { db, company, asker, now, language } = context;
  const by = { id: asker.id, name: asker.name, now };
  const { newest, live } = found;
  if (verb === 'approve') {
    const byModel = /^(?:model|模型)$/i.test(word);
    const refusal = await approvePlaybook(db, newest, by, { byModel });
    if (refusal) refuse(refusal, language);
    return show(context, newest.key, [stateLine(context, 'approved')]);
  }
  if (verb === 'run') {
    // A new version that was approved goes before an older one that is paused.
    const wanted = newest.state === 'approved' ? newest : (live ?? newest);
    const refusal = await startPlaybook(db, company, wanted, by);
    if (refusal) refuse(refusal, language);
    return show(context, newest.key, [stateLine(context, 'running')]);
  }
  if (!live) return refuse({ refused: 'not-running' }, language);
  if (verb === 'pause') {
    const refusal = await pausePlaybook(db, live, by);
    if (refusal) refuse(refusal, language);
    return show(context, newest.key, [stateLine(context, 'paused')]);
  }
  const left = await endPlaybook(db, live, by);
  if (typeof left !== 'number') return refuse(left, language);
  return show(context, newest.key, [
    stateLine(context, 'ended'),
    { kind: 'text', text: say(context, `${left} 位客户离开了剧本。`, `${left} customers left it.`) },
  ]);
};

/** `playbook [NAME]`, `playbook backtest|approve|run|pause|end NAME`, `playbook enter NAME CUSTOMER`. */
export const playbook: Command = {
  name: 'playbook',
  aliases: ['剧本', 'playbooks'],
  usage: {
    zh: '剧本 [回测|批准|运行|暂停|结束|加入|效果] [名称] [天数|客户名]，剧本 新建 名称 来自 剧本，剧本 修改 名称 等待|文字|优先级|限制 …',
    en: 'playbook [backtest|approve|run|pause|end|enter|effect] [NAME] [DAYS|CUSTOMER], playbook new NAME from PLAYBOOK, playbook change NAME wait|text|priority|LIMIT …',
  },
  summary: {
    zh: '自动关怀剧本：查看、新建、修改、回测、批准、运行、看效果',
    en: 'automated care: look, make, change, back-test, approve, run, effect',
  },
  undo: async (context, { key, version }) => {
    if (!(await dropDraft(context.db, String(key), Number(version))))
      throw new InputError(
        say(
          context,
          '它已经不是草稿，不能撤销；请再改一次。',
          'It is no draft any more and stays; change it once more.',
        ),
      );
    const found = playbookNamed(await playbookLibrary(context.db), String(key));
    return 'newest' in found
      ? show(context, String(key))
      : textAnswer('team', say(context, `已撤销，剧本 ${key} 不在了。`, `Taken back: ${key} is gone.`));
  },
  run: async (context, [first, ...rest]) => {
    if (first === undefined) return list(context);
    const verb = verbs[first.toLowerCase()];
    if (verb === undefined || rest.length === 0) return show(context, [first, ...rest].join(' '));
    const [name = '', ...more] = rest;
    if (verb === 'effect') return effect(context, await requirePlaybook(context, rest.join(' ')));
    if (verb === 'enter') return enter(context, await requirePlaybook(context, name), more.join(' '));
    if (!mayChange(context))
      throw new InputError(
        say(
          context,
          '只有主管、经理和管理员可以更改剧本。',
          'Only leads, managers and admins may change playbooks.',
        ),
      );
    if (verb === 'new') return edited(context, await newPlaybook(context, name, more));
    const found = await requirePlaybook(context, name);
    if (verb === 'change') return edited(context, await changedPlaybook(context, found.newest, more));
    if (verb === 'backtest') return backTest(context, found.newest, more[0]);
    return move(context, verb, found, more[0] ?? '');
  },
};
