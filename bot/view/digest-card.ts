import type { DigestContent, DigestMove } from '../../core/digest/content.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { excerpt, money, percent } from '../../core/words.ts';
import type { Company } from '../ingest/context.ts';
import { callLines, monthSections } from './digest-review.ts';
import { modelLine } from './model-use.ts';
import { showStage, showStageReason } from './stage.ts';
import { showDate } from './time.ts';

/** How many of a section are written out; the rest is counted. */
const most = 8;

const words = {
  zh: {
    title: (day: string) => `客户日报 · ${day}`,
    nothing: (day: string) => `客户日报 · ${day}：没有变化。`,
    atRisk: '新出现风险',
    churned: '流失',
    wonBack: '挽回',
    better: '好转',
    complaints: '投诉',
    overdue: '逾期未办',
    replies: '答复',
    flow: '阶段流动',
    communities: '社群',
    grade: '预警准确度',
    models: '语言模型（近 24 小时）',
    more: (count: number) => `……另有 ${count} 个`,
    risk: (move: DigestMove) =>
      `流失 ${percent(move.churn)}${move.valueAtRisk >= 1 ? ` · 风险价值 ¥${money(move.valueAtRisk)}` : ''}`,
    nobody: '未分配',
    late: (followUps: number, promises: number) => `跟进 ${followUps} 项、承诺 ${promises} 项逾期`,
    answered: (questions: number, late: number) =>
      `客户提问 ${questions} 个，其中 ${late} 个超过 15 分钟未答复。`,
    community: (messages: number, people: number, joined: number, left: number, unanswered: number) =>
      `${messages} 条消息，${people} 人发言，进 ${joined} 退 ${left}，待答复 ${unanswered}`,
    noGrade: (days: number) => `近 ${days} 天没有流失客户，暂无法评分。`,
    recall: (days: number, lost: number, foreseen: number, lead: number | null) =>
      `近 ${days} 天流失 ${lost} 个，提前至少 14 天预警 ${foreseen} 个${lead === null ? '' : `（提前量中位数 ${lead} 天）`}。`,
    precision: (warned: number, lost: number) =>
      `4 至 7 个月前预警的 ${warned} 个中，此后有 ${lost} 个流失。`,
  },
  en: {
    title: (day: string) => `Customer digest · ${day}`,
    nothing: (day: string) => `Customer digest · ${day}: nothing changed.`,
    atRisk: 'Newly at risk',
    churned: 'Lost',
    wonBack: 'Won back',
    better: 'Better',
    complaints: 'Complaints',
    overdue: 'Overdue',
    replies: 'Replies',
    flow: 'Stage flow',
    communities: 'Communities',
    grade: 'How right the warnings were',
    models: 'Language model (last 24 hours)',
    more: (count: number) => `… and ${count} more`,
    risk: (move: DigestMove) =>
      `churn ${percent(move.churn)}${move.valueAtRisk >= 1 ? ` · ¥${money(move.valueAtRisk)} at risk` : ''}`,
    nobody: 'nobody',
    late: (followUps: number, promises: number) =>
      `${followUps} follow-up${followUps === 1 ? '' : 's'} and ${promises} promise${promises === 1 ? '' : 's'} overdue`,
    answered: (questions: number, late: number) =>
      `${questions} question${questions === 1 ? '' : 's'} from customers, ${late} waited more than 15 minutes.`,
    community: (messages: number, people: number, joined: number, left: number, unanswered: number) =>
      `${messages} messages by ${people} people, ${joined} joined, ${left} left, ${unanswered} unanswered`,
    noGrade: (days: number) => `Nobody was lost in the last ${days} days, so there is nothing to grade.`,
    recall: (days: number, lost: number, foreseen: number, lead: number | null) =>
      `Of ${lost} lost in the last ${days} days, ${foreseen} had been named at risk at least 14 days before${lead === null ? '' : ` (median lead ${lead} days)`}.`,
    precision: (warned: number, lost: number) =>
      `Of ${warned} named at risk 4 to 7 months ago, ${lost} were lost since.`,
  },
} as const;

const moveBlocks = (
  title: string,
  moves: readonly DigestMove[],
  { model, rules }: Pick<Company, 'model' | 'rules'>,
  language: Language,
): readonly CardBlock[] => {
  if (moves.length === 0) return [];
  const say = words[language];
  const lines = moves.slice(0, most).map((move): CardBlock => {
    const where = `${showStage(move.from, model, language)} → ${showStage(move.to, model, language)}`;
    const reason = showStageReason(move.rule, move.numbers, language, rules);
    return {
      kind: 'text',
      text: `• ${move.name} · ${where} · ${say.risk(move)} · ${move.owner ?? say.nobody}\n  ${move.rule}: ${reason}`,
    };
  });
  const rest = moves.length - most;
  const more: readonly CardBlock[] = rest > 0 ? [{ kind: 'text', text: say.more(rest) }] : [];
  return [{ kind: 'heading', text: `${title} (${moves.length})` }, ...lines, ...more];
};

const section = (title: string, lines: readonly string[]): readonly CardBlock[] =>
  lines.length === 0
    ? []
    : [{ kind: 'heading', text: title }, ...lines.map((text): CardBlock => ({ kind: 'text', text }))];

/** Returns the digest as a card's title and blocks; an empty day is a title and nothing else. */
export const digestCard = (
  content: DigestContent,
  company: Pick<Company, 'zone' | 'model' | 'rules'>,
  language: Language,
): { readonly title: string; readonly blocks: readonly CardBlock[] } => {
  const { zone } = company;
  const say = words[language];
  const day = showDate(content.at, zone);
  if (content.empty) return { title: say.nothing(day), blocks: [] };
  const { grade, replies } = content;
  const graded =
    grade.lost === 0 && grade.warned === 0
      ? [say.noGrade(grade.days)]
      : [
          say.recall(grade.days, grade.lost, grade.foreseen, grade.medianLeadDays),
          say.precision(grade.warned, grade.warnedLost),
        ];
  const worst = [...content.atRisk, ...content.churned].slice(0, 3);
  const buttons = worst.map((move) => ({
    label: move.name,
    action: 'run',
    value: `why #${move.customerId}`,
  }));
  return {
    title: say.title(day),
    blocks: [
      ...moveBlocks(say.atRisk, content.atRisk, company, language),
      ...moveBlocks(say.churned, content.churned, company, language),
      ...moveBlocks(say.wonBack, content.wonBack, company, language),
      ...moveBlocks(say.better, content.better, company, language),
      ...section(
        say.complaints,
        content.complaints.slice(0, most).map((each) => `• ${each.name}: ${excerpt(each.quote, 80)}`),
      ),
      ...section(
        say.overdue,
        content.overdue.map(
          (each) =>
            `• ${each.owner === '–' ? say.nobody : each.owner}: ${say.late(each.followUps, each.promises)}`,
        ),
      ),
      ...(replies.questions > 0 ? section(say.replies, [say.answered(replies.questions, replies.late)]) : []),
      ...section(
        say.communities,
        content.communities
          .slice(0, most)
          .map(
            (each) =>
              `• ${each.name}: ${say.community(each.messages, each.people, each.joined, each.left, each.unanswered)}`,
          ),
      ),
      ...(content.month ? monthSections(content.month, language) : []).flatMap(({ title, lines }) =>
        section(title, lines),
      ),
      ...(content.models ? section(say.models, [modelLine(content.models, language)]) : []),
      ...section(say.grade, [...graded, ...(content.calls ? callLines(content.calls, language) : [])]),
      ...(buttons.length > 0 ? [{ kind: 'buttons', buttons } as const] : []),
    ],
  };
};
