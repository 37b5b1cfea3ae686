import { InputError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { Button, CardBlock } from '../../core/messages.ts';
import { isSurveyKind, type SurveyKind } from '../../core/survey/survey.ts';
import { listRooms } from '../../db/rooms.ts';
import {
  endSurvey,
  listSurveys,
  makeSurvey,
  type Survey,
  surveyById,
  surveyComments,
  surveyResult,
} from '../../db/surveys.ts';
import { type Aim, aimsOf } from '../survey/aims.ts';
import { type AskBlock, askSurvey } from '../survey/ask.ts';
import { countBlocked } from '../view/blocked.ts';
import { commentBlock, surveyBlocks, surveyTitle } from '../view/survey.ts';
import { showDate, showTime } from '../view/time.ts';
import { cardAnswer, textAnswer } from './answer.ts';
import { segmentCalled } from './arguments/segment.ts';
import type { Answer, Command, CommandContext } from './command.ts';
import { requireCustomer } from './find-customer.ts';
import { pageButtons, pageOf } from './paging.ts';

const pageSize = 10;
const longestQuestion = 300;

const verbs: Readonly<Record<string, 'list' | 'show' | 'end' | 'comments' | 'start'>> = {
  list: 'list',
  列表: 'list',
  全部: 'list',
  show: 'show',
  results: 'show',
  result: 'show',
  结果: 'show',
  查看: 'show',
  end: 'end',
  stop: 'end',
  close: 'end',
  结束: 'end',
  停止: 'end',
  comments: 'comments',
  comment: 'comments',
  留言: 'comments',
  意见: 'comments',
  start: 'start',
  ask: 'start',
  发起: 'start',
  开始: 'start',
};
const kindWords: Readonly<Record<string, SurveyKind>> = {
  推荐: 'nps',
  推荐意愿: 'nps',
  满意度: 'csat',
  satisfaction: 'csat',
  question: 'free',
  提问: 'free',
  问题: 'free',
};

const words = {
  zh: {
    usage: '写法：问卷 nps|csat|问题 [本群|客户名|分类 名称|全部] ["问题"]；问卷 结果|留言|结束 编号',
    title: '问卷',
    none: '还没有问卷。写“问卷 nps 客户名”即可发起。',
    line: (answered: number, asked: number) => `${answered}/${asked} 已答`,
    missing: (id: string) => `没有编号为 ${id} 的问卷。`,
    which: '请写上问卷的编号，例如：问卷 结果 3。',
    comments: '留言',
    noComments: '还没有留言。',
    end: '结束',
    ended: (id: number) => `问卷 #${id} 已结束，不再接受回答。`,
    already: (id: number) => `问卷 #${id} 早已结束。`,
    notHere: '这里不是客户群或社群。请写明问谁：客户名、“分类 名称”或“全部”。',
    mayNot: '只有主管或经理可以向社群、分类或全部客户发问卷，也只有他们可以结束别人的问卷。',
    nobody: '没有可以询问的客户。',
    long: `问题最多 ${longestQuestion} 个字。`,
    needQuestion: '请把问题写在引号里，例如：问卷 问题 Acme "最希望我们改进什么？"',
    asked: (survey: string, count: number) => `${survey}：已发给 ${count} 位客户（或群）。`,
    waits: (count: number, when: string, why: string) => `${count} 位稍后再发（最早 ${when}）：${why}`,
    blocked: (count: number, why: string) => `${count} 位不发：${why}`,
    results: '看结果',
  },
  en: {
    usage:
      'Write: survey nps|csat|question [here|CUSTOMER|segment NAME|all] ["QUESTION"]; survey results|comments|end NUMBER',
    title: 'Surveys',
    none: 'There is no survey yet. Start one: survey nps CUSTOMER.',
    line: (answered: number, asked: number) => `${answered} of ${asked} answered`,
    missing: (id: string) => `There is no survey ${id}.`,
    which: 'Say which survey by its number, for example: survey results 3.',
    comments: 'Comments',
    noComments: 'Nobody has written anything yet.',
    end: 'End',
    ended: (id: number) => `Survey #${id} is over; it takes no more answers.`,
    already: (id: number) => `Survey #${id} was over already.`,
    notHere:
      'This is no customer\'s room and no community. Say whom to ask: a customer, "segment NAME" or all.',
    mayNot:
      'Only a lead or manager may ask a community, a segment or all customers, and end what a colleague started.',
    nobody: 'There is nobody to ask.',
    long: `A question has at most ${longestQuestion} characters.`,
    needQuestion: 'Write the question in quotes, for example: survey question Acme "What should we improve?"',
    asked: (survey: string, count: number) =>
      `${survey}: put to ${count} ${count === 1 ? 'customer or room' : 'customers or rooms'}.`,
    waits: (count: number, when: string, why: string) =>
      `${count} later, as soon as they may be asked (from ${when}): ${why}`,
    blocked: (count: number, why: string) => `${count} not: ${why}`,
    results: 'Results',
  },
} as const;

const leads = new Set(['lead', 'manager', 'admin']);

const requireSurvey = async (context: CommandContext, word: string | undefined): Promise<Survey> => {
  const say = words[context.language];
  if (word === undefined) throw new InputError(say.which);
  const id = /^#?(\d{1,15})$/.exec(word)?.[1];
  const survey = id === undefined ? undefined : await surveyById(context.db, Number(id));
  if (!survey) throw new InputError(say.missing(word));
  return survey;
};

const showList = async (context: CommandContext, args: readonly string[]): Promise<Answer> => {
  const { db, language, company } = context;
  const say = words[language];
  const page = pageOf(args);
  const { surveys, total } = await listSurveys(db, pageSize, (page - 1) * pageSize);
  if (surveys.length === 0) return textAnswer('team', say.none, { surveys: [] });
  const lines = surveys.map(
    (each): CardBlock => ({
      kind: 'text',
      text: `${surveyTitle(each, language)} · ${say.line(each.answered, each.asked)} · ${showDate(each.createdAt, company.zone)}`,
    }),
  );
  const open = surveys.slice(0, 3).map(
    (each): Button => ({
      label: `#${each.id}`,
      action: 'run',
      value: `survey show ${each.id}`,
    }),
  );
  const buttons = [...open, ...pageButtons('survey list', page, Math.ceil(total / pageSize), language)];
  return cardAnswer('team', `${say.title} (${total})`, [...lines, { kind: 'buttons', buttons }], {
    surveys,
    total,
  });
};

const showResult = async (context: CommandContext, survey: Survey): Promise<Answer> => {
  const { db, language, asker } = context;
  const say = words[language];
  const result = await surveyResult(db, survey.id, asker.scope);
  const { comments, total } = await surveyComments(db, survey.id, asker.scope, 3, 0);
  const buttons: readonly Button[] = [
    ...(total > comments.length
      ? [{ label: `${say.comments} (${total})`, action: 'run', value: `survey comments ${survey.id}` }]
      : []),
    ...(survey.endedAt === null
      ? [{ label: say.end, action: 'run', value: `survey end ${survey.id}`, style: 'danger' as const }]
      : []),
  ];
  const blocks: readonly CardBlock[] = [
    ...surveyBlocks(survey, result, language),
    ...(comments.length > 0
      ? [{ kind: 'heading' as const, text: say.comments }, ...comments.map(commentBlock)]
      : []),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', surveyTitle(survey, language), blocks, { survey, ...result, comments });
};

const showComments = async (context: CommandContext, survey: Survey, page: number): Promise<Answer> => {
  const { db, language, asker } = context;
  const say = words[language];
  const offset = (page - 1) * pageSize;
  const { comments, total } = await surveyComments(db, survey.id, asker.scope, pageSize, offset);
  const title = `${surveyTitle(survey, language)} · ${say.comments} (${total})`;
  if (comments.length === 0)
    return cardAnswer('team', title, [{ kind: 'text', text: say.noComments }], { comments });
  const buttons = pageButtons(`survey comments ${survey.id}`, page, Math.ceil(total / pageSize), language);
  const blocks = [
    ...comments.map(commentBlock),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return cardAnswer('team', title, blocks, { comments, total, page });
};

const end = async (context: CommandContext, survey: Survey): Promise<Answer> => {
  const { db, language, asker, now } = context;
  const say = words[language];
  const own = await db
    .selectFrom('survey')
    .select('created_by')
    .where('id', '=', survey.id)
    .executeTakeFirst();
  if (!leads.has(asker.role) && own?.created_by !== asker.id) throw new InputError(say.mayNot);
  const ended = await endSurvey(db, survey.id, now);
  return textAnswer('team', ended ? say.ended(survey.id) : say.already(survey.id), { id: survey.id, ended });
};

const here = new Set(['here', '本群', '这里']);
const everybody = new Set(['all', '全部']);
const segmentWords = new Set(['segment', '分类']);

/** Whom the words name: the room here, one customer, the customers of a segment, or all; leads only for many. */
const aimsFrom = async (context: CommandContext, args: readonly string[]): Promise<readonly Aim[]> => {
  const { db, language, asker, room, company } = context;
  const say = words[language];
  const [first, ...rest] = args;
  const many = (): void => {
    if (!leads.has(asker.role)) throw new InputError(say.mayNot);
  };
  if (first === undefined || here.has(first.toLowerCase())) {
    if (room?.purpose !== 'customer' && room?.purpose !== 'community') throw new InputError(say.notHere);
    if (room.purpose === 'community') many();
    const spoken: Language | null =
      room.language === null ? null : room.language.startsWith('zh') ? 'zh' : 'en';
    return [{ to: { roomId: room.id }, key: `room/${room.id}`, language: spoken }];
  }
  if (everybody.has(first.toLowerCase())) {
    many();
    return aimsOf(db, asker.scope, { segment: undefined });
  }
  if (segmentWords.has(first.toLowerCase())) {
    many();
    const { segments } = company.policies.latest();
    const segment = segmentCalled(rest.join(' '), segments);
    if (!segment) throw new InputError(`${say.usage} (${segments.map((each) => each.id).join(', ')})`);
    return aimsOf(db, asker.scope, { segment: segment.id });
  }
  const name = args.join(' ');
  const community = (await listRooms(db, ['community'])).find((each) =>
    [each.name, each.externalId].includes(name),
  );
  if (community) return aimsFrom({ ...context, room: community }, []);
  const customer = await requireCustomer(context, name);
  return aimsOf(db, asker.scope, { ids: [customer.id] });
};

/** Parts a question of one's own, which stands last and is a sentence, from whom it is put to. */
const splitQuestion = (
  args: readonly string[],
): { readonly whom: readonly string[]; readonly question?: string } => {
  const last = args.at(-1);
  if (last === undefined || !/[?？]$/.test(last.trim())) return { whom: args };
  return { whom: args.slice(0, -1), question: last.trim() };
};

const start = async (context: CommandContext, kind: SurveyKind, args: readonly string[]): Promise<Answer> => {
  const { db, company, language, asker, now, requestKey } = context;
  const say = words[language];
  const { whom, question } = splitQuestion(args);
  if (kind === 'free' && question === undefined) throw new InputError(say.needQuestion);
  if (question !== undefined && question.length > longestQuestion) throw new InputError(say.long);
  const aims = await aimsFrom(context, whom);
  if (aims.length === 0) throw new InputError(say.nobody);
  const own = question === undefined ? {} : { question };
  const survey = await makeSurvey(db, { kind, by: asker.id, ...own }, now);
  const blocked: AskBlock[] = [];
  const waiting: { readonly reason: AskBlock; readonly retryAt: number }[] = [];
  let asked = 0;
  for (const { to, key, language: spoken } of aims) {
    const request = {
      survey,
      to,
      key: `${requestKey}/${key}`,
      language: spoken ?? language,
      wait: true as const,
    };
    const outcome = await askSurvey(db, { company }, request, now);
    if (outcome.status === 'asked') asked++;
    else if (outcome.status === 'waits') waiting.push(outcome);
    else blocked.push(outcome.reason);
  }
  if (asked + waiting.length === 0) await endSurvey(db, survey.id, now);
  const reasons = countBlocked(
    waiting.map((each) => each.reason),
    language,
  );
  const first = Math.min(...waiting.map((each) => each.retryAt));
  const lines = [
    say.asked(surveyTitle(survey, language), asked),
    ...(waiting.length > 0 ? [say.waits(waiting.length, showTime(first, company.zone), reasons)] : []),
    ...(blocked.length > 0 ? [say.blocked(blocked.length, countBlocked(blocked, language))] : []),
  ];
  const buttons: readonly CardBlock[] =
    asked + waiting.length > 0
      ? [
          {
            kind: 'buttons',
            buttons: [
              { label: say.results, action: 'run', value: `survey show ${survey.id}` },
              { label: say.end, action: 'run', value: `survey end ${survey.id}`, style: 'danger' },
            ],
          },
        ]
      : [];
  const title = say.title;
  const blocks = [...lines.map((text): CardBlock => ({ kind: 'text', text })), ...buttons];
  return cardAnswer('team', title, blocks, { survey: survey.id, asked, waiting, blocked });
};

/** `survey`: asks customers how satisfied they are, shows what they said, ends it. */
export const survey: Command = {
  name: 'survey',
  aliases: ['问卷', '调查'],
  usage: {
    zh: '问卷 [nps|csat|问题] [本群|客户名|分类 名称|全部] ["问题？"]；问卷 结果|留言|结束 编号',
    en: 'survey [nps|csat|question] [here|CUSTOMER|segment NAME|all] ["QUESTION?"]; survey results|comments|end NUMBER',
  },
  summary: {
    zh: '满意度问卷：发起、看结果、结束',
    en: 'ask how satisfied customers are, and see what they said',
  },
  changes: true,
  run: async (context, args) => {
    const [first, ...rest] = args;
    if (first === undefined) return showList(context, []);
    if (/^#?\d{1,15}$/.test(first)) return showResult(context, await requireSurvey(context, first));
    const word = first.toLowerCase();
    const kind = kindWords[word] ?? word;
    if (isSurveyKind(kind)) return start(context, kind, rest);
    switch (verbs[word]) {
      case 'list':
        return showList(context, rest);
      case 'show':
        return showResult(context, await requireSurvey(context, rest[0]));
      case 'comments':
        return showComments(context, await requireSurvey(context, rest[0]), pageOf(rest.slice(1)));
      case 'end':
        return end(context, await requireSurvey(context, rest[0]));
      case 'start': {
        const [name = '', ...others] = rest;
        const wanted = kindWords[name.toLowerCase()] ?? name.toLowerCase();
        if (isSurveyKind(wanted)) return start(context, wanted, others);
        throw new InputError(words[context.language].usage);
      }
      default:
        throw new InputError(words[context.language].usage);
    }
  },
};
