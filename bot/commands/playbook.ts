import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { stateNames } from '../../core/playbook/words.ts';
import { askBackTest } from '../../db/back-tests.ts';
import { enterRuns } from '../../db/playbook-runs.ts';
import { dropDraft } from '../../db/playbooks.ts';
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
import { textAnswer } from './answer.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { changedPlaybook, type Edited, newPlaybook } from './playbook-edit.ts';
import { listPlaybooks, mayChange, requirePlaybook, say, showEffect, showOne } from './playbook-look.ts';

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
  return { ...(await showOne(context, key, [heading])), undo: { memo: { key, version }, says } };
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
    return showOne(context, newest.key, [stateLine(context, 'approved')]);
  }
  if (verb === 'run') {
    // A new version that was approved goes before an older one that is paused.
    const wanted = newest.state === 'approved' ? newest : (live ?? newest);
    const refusal = await startPlaybook(db, company, wanted, by);
    if (refusal) refuse(refusal, language);
    return showOne(context, newest.key, [stateLine(context, 'running')]);
  }
  if (!live) return refuse({ refused: 'not-running' }, language);
  if (verb === 'pause') {
    const refusal = await pausePlaybook(db, live, by);
    if (refusal) refuse(refusal, language);
    return showOne(context, newest.key, [stateLine(context, 'paused')]);
  }
  const left = await endPlaybook(db, live, by);
  if (typeof left !== 'number') return refuse(left, language);
  return showOne(context, newest.key, [
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
      ? showOne(context, String(key))
      : textAnswer('team', say(context, `已撤销，剧本 ${key} 不在了。`, `Taken back: ${key} is gone.`));
  },
  run: async (context, [first, ...rest]) => {
    if (first === undefined) return listPlaybooks(context);
    const verb = verbs[first.toLowerCase()];
    if (verb === undefined || rest.length === 0) return showOne(context, [first, ...rest].join(' '));
    const [name = '', ...more] = rest;
    if (verb === 'effect') return showEffect(context, await requirePlaybook(context, rest.join(' ')));
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
