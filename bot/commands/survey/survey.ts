import { isSurveyKind, type SurveyKind } from '../../../core/survey/survey.ts';
import type { CommandContext } from '../command.ts';
import { pageOf } from '../paging.ts';
import { defineVerbs, failWithUsage, isNumber, type Verb } from '../verbs.ts';
import { endOne } from './end.ts';
import { requireSurvey } from './require.ts';
import { showComments, showResult, showSurveys } from './results.ts';
import { startSurvey } from './start.ts';

const usage = {
  zh: '问卷 [nps|csat|问题] [本群|客户名|分类 名称|全部] ["问题？"]；问卷 结果|留言|结束 编号',
  en: 'survey [nps|csat|question] [here|CUSTOMER|segment NAME|all] ["QUESTION?"]; survey results|comments|end NUMBER',
} as const;

const kindWords: Readonly<Record<string, SurveyKind>> = {
  推荐: 'nps',
  推荐意愿: 'nps',
  满意度: 'csat',
  satisfaction: 'csat',
  question: 'free',
  提问: 'free',
  问题: 'free',
};

const kindOf = (word = ''): SurveyKind | undefined => {
  const kind = kindWords[word.toLowerCase()] ?? word.toLowerCase();
  return isSurveyKind(kind) ? kind : undefined;
};

const startOf = (context: CommandContext, [word, ...rest]: readonly string[]) => {
  const kind = kindOf(word);
  return kind === undefined ? failWithUsage({ usage }, context) : startSurvey(context, kind, rest);
};

const list: Verb = { words: ['list', '列表', '全部'], run: showSurveys };
const show: Verb = {
  words: ['show', 'results', 'result', '结果', '查看'],
  run: async (context, [id]) => showResult(context, await requireSurvey(context, id)),
};
const start: Verb = { words: ['start', 'ask', '发起', '开始'], changes: true, run: startOf };

const verbs: readonly Verb[] = [
  list,
  show,
  start,
  {
    words: ['comments', 'comment', '留言', '意见'],
    run: async (context, [id, ...page]) =>
      showComments(context, await requireSurvey(context, id), pageOf(page)),
  },
  {
    words: ['end', 'stop', 'close', '结束', '停止'],
    changes: true,
    run: async (context, [id]) => endOne(context, await requireSurvey(context, id)),
  },
];

/** `survey`: asks customers how satisfied they are, shows what they said, ends it. */
export const survey = defineVerbs({
  name: 'survey',
  aliases: ['问卷', '调查'],
  usage,
  summary: {
    zh: '满意度问卷：发起、看结果、结束',
    en: 'ask how satisfied customers are, and see what they said',
  },
  verbs,
  bare: ([first]) => {
    if (first === undefined) return list;
    if (isNumber(first)) return show;
    return kindOf(first) === undefined ? undefined : start;
  },
});
