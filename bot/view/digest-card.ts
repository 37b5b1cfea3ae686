import type { DigestContent } from '../../core/digest/content.ts';
import type { DigestMove, Shift } from '../../core/digest/facts.ts';
import type { Listed } from '../../core/digest/listed.ts';
import { type Language, pick } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import { stageNameIn, stageNames } from '../../core/stages/presets.ts';
import { excerpt } from '../../core/words.ts';
import type { Company } from '../ingest/context.ts';
import { careLines, surveyLines } from './digest-care.ts';
import { communityLines } from './digest-communities.ts';
import { gradeLines } from './digest-grade.ts';
import { reviewSections } from './digest-review.ts';
import { type DigestWords, digestWords } from './digest-words.ts';
import { followUpButtons } from './follow-up-card.ts';
import { modelLine } from './model-use.ts';
import { showRule, showStage, showStageReason, stageReasonName } from './stage.ts';
import { showDate, showTime } from './time.ts';

/** What a digest is shown by. */
type Shown = Pick<Company, 'zone' | 'model' | 'rules' | 'money'>;

/** How many of a section are written out; the rest is counted. */
const most = 8;

const heading = (text: string): CardBlock => ({ kind: 'heading', text });
const line = (text: string): CardBlock => ({ kind: 'text', text });

const section = (title: string, lines: readonly string[], count?: number): readonly CardBlock[] =>
  lines.length === 0
    ? []
    : [heading(count === undefined ? title : `${title} (${count})`), ...lines.map(line)];

const facts = (parts: readonly (string | boolean)[]): string => parts.filter(Boolean).join(' · ');

/** Within one stage of the company's model the canonical names tell the move. */
const showMove = ({ from, to }: DigestMove, { model }: Shown, language: Language): string => {
  const [before, after] = [from, to].map((stage) => pick(stageNameIn(model, stage), language));
  if (before !== after) return `${before} → ${after}`;
  return `${pick(stageNames[from], language)} → ${pick(stageNames[to], language)}`;
};

/** How many of a section are told with their reason in a sentence; of the others the rule says enough. */
const explained = 3;

const badLine = (move: DigestMove, index: number, shown: Shown, language: Language): string => {
  const say = digestWords[language];
  const { name, owner, to, churn, value, valueAtRisk, rule, numbers } = move;
  const lost = to === 'churned';
  const amount = lost ? value : valueAtRisk;
  const stake = amount >= 1 && (lost ? say.worth : say.atStake)(shown.money(amount));
  const known = index < explained ? undefined : stageReasonName(rule, language, shown.rules);
  const why = known === undefined ? showStageReason(rule, numbers, language, shown.rules) : undefined;
  const parts = [name, showMove(move, shown, language), !lost && say.churn(churn), stake, known ?? false];
  return `• ${facts([...parts, owner ?? say.nobody])}${why === undefined ? '' : `\n  ${why}`}`;
};

const goodLine = (move: DigestMove, _index: number, shown: Shown, language: Language): string => {
  const say = digestWords[language];
  const { name, owner, value } = move;
  return `• ${facts([name, showMove(move, shown, language), value >= 1 && say.worth(shown.money(value)), owner ?? say.nobody])}`;
};

const shiftLine = (shift: Shift, { model, money }: Shown, language: Language): string => {
  const say = digestWords[language];
  const { name, owner, stage, before, churn, value, valueAtRisk } = shift;
  const [stands, change] = [pick(stageNameIn(model, stage), language), say.shift(before, churn)];
  const amount = churn > before ? valueAtRisk : value;
  const stake = amount >= 1 && (churn > before ? say.atStake : say.worth)(money(amount));
  return `• ${facts([name, stands, change, stake, owner ?? say.nobody])}`;
};

/** Moves first, then those whose chance to leave changed, together at most {@link most}. */
const changes = (
  title: string,
  moves: Listed<DigestMove>,
  shifts: Listed<Shift>,
  lineOf: typeof badLine,
  shown: Shown,
  language: Language,
): readonly CardBlock[] => {
  const all = [
    ...moves.top.map((each, index) => lineOf(each, index, shown, language)),
    ...shifts.top.map((each) => shiftLine(each, shown, language)),
  ];
  const count = moves.count + shifts.count;
  const kept = all.slice(0, most);
  const rest = count - kept.length;
  return section(title, rest > 0 ? [...kept, digestWords[language].more(rest)] : kept, count);
};

const none: Listed<never> = { count: 0, top: [] };

const complaintBlocks = ({ complaints }: DigestContent, say: DigestWords): readonly CardBlock[] => {
  const lines = complaints.latest
    .slice(0, most)
    .map(
      ({ name, owner, quote, open }) =>
        `• ${facts([name, owner ?? say.nobody, open && say.open])}${quote === '' ? '' : `\n  “${excerpt(quote, 80)}”`}`,
    );
  const rest = complaints.count - lines.length;
  return section(say.headings.complaints, rest > 0 ? [...lines, say.more(rest)] : lines, complaints.count);
};

const overdueBlocks = (
  { overdue, overdueWorst, at }: DigestContent,
  { rules }: Shown,
  language: Language,
  canAct: boolean,
): readonly CardBlock[] => {
  const say = digestWords[language];
  const owners = overdue.map(
    ({ owner, followUps, promises }) =>
      `• ${owner ?? say.nobody}${say.colon}${say.overdue(followUps, promises)}`,
  );
  const worst = overdueWorst.flatMap(({ id, customerId, name, owner, rule, dueAt }): CardBlock[] => {
    const late = say.overdueFor(Math.floor((at - dueAt) / 3_600_000));
    const text = `• ${facts([name, showRule(rule, language, rules), owner ?? say.nobody, late])}`;
    if (!canAct) return [line(text)];
    const [done, later] = followUpButtons({ id }, language).buttons;
    const reassign = { label: say.buttons.owner, action: 'run', value: `owner #${customerId}` };
    const buttons = [done, later, reassign].flatMap((each) => each ?? []);
    return [line(text), { kind: 'buttons', buttons }];
  });
  return [...section(say.headings.overdue, owners), ...worst];
};

const replyBlocks = ({ replies }: DigestContent, say: DigestWords): readonly CardBlock[] => {
  const { questions, late, limitMinutes, medianMinutes, byOwner } = replies;
  if (questions === 0) return [];
  const reps = byOwner.filter((each) => each.late > 0 && byOwner.length > 1).slice(0, most);
  return section(say.headings.replies, [
    say.answered(questions, late, limitMinutes, medianMinutes),
    ...reps.map(
      (each) =>
        `• ${each.owner ?? say.nobody}${say.colon}${say.rep(each.questions, each.late, each.medianMinutes)}`,
    ),
  ]);
};

const flowBlocks = ({ flow }: DigestContent, { model }: Shown, language: Language): readonly CardBlock[] => {
  const say = digestWords[language];
  const stage = (key: DigestMove['from']): string => showStage(key, model, language);
  const lines = flow.slice(0, most).map(({ from, to, count }) => say.flow(stage(from), stage(to), count));
  return section(say.headings.flow, lines.length === 0 ? [] : [lines.join('\n')]);
};

/** The time that a digest is named after: a day, "2026-09-28 – 2026-10-04", or of a whole month "2026-10". */
const timeOf = ({ edition, from, at }: DigestContent, { zone }: Shown): string => {
  if (edition === 'daily') return showDate(at, zone);
  const isWholeMonth = zone.parts(at + 1).day === 1 && zone.parts(from + 1).day === 1;
  if (edition === 'monthly' && isWholeMonth) return showDate(at, zone).slice(0, 7);
  return `${showDate(from + 1, zone)} – ${showDate(at, zone)}`;
};

const sumBlocks = (content: DigestContent, shown: Shown, language: Language): readonly CardBlock[] => {
  const say = digestWords[language];
  const { atRisk, worse, likelier, churned, wonBack, better, lessLikely, trend } = content;
  const sum = say.sum({
    atRisk: atRisk.count,
    worse: worse.count + likelier.count,
    churned: churned.count,
    wonBack: wonBack.count,
    better: better.count + lessLikely.count,
  });
  const [before, last] = [trend.at(-2), trend.at(-1)];
  const present = before && last ? [say.present(content.edition, last.atRisk, before.atRisk)] : [];
  const since = content.late ? [say.since(showTime(content.from, shown.zone))] : [];
  return [line([sum, ...present, ...since].join('\n'))];
};

/**
 * Returns the digest as a card's title and blocks; of a day on which nothing changed it is a title and nothing else.
 * `picture` stands below the sum; `canAct` puts buttons on what is overdue, for a digest of the present.
 */
export const digestCard = (
  content: DigestContent,
  company: Shown,
  language: Language,
  { picture, canAct = false }: { readonly picture?: CardBlock; readonly canAct?: boolean } = {},
): { readonly title: string; readonly blocks: readonly CardBlock[] } => {
  const say = digestWords[language];
  const title = say.title(content.edition, timeOf(content, company), content.late === true);
  if (content.empty) return { title: `${title}${say.colon}${say.nothing}`, blocks: [] };
  const worst = [...content.atRisk.top, ...content.worse.top, ...content.churned.top].slice(0, 3);
  const buttons = [
    ...worst.map(({ name, customerId }) => ({ label: name, action: 'run', value: `status #${customerId}` })),
    { label: say.buttons.list, action: 'run', value: 'list risk', style: 'primary' as const },
  ];
  const { headings } = say;
  return {
    title,
    blocks: [
      ...sumBlocks(content, company, language),
      ...(picture ? [picture] : []),
      ...changes(headings.atRisk, content.atRisk, none, badLine, company, language),
      ...changes(headings.worse, content.worse, content.likelier, badLine, company, language),
      ...changes(headings.churned, content.churned, none, badLine, company, language),
      ...changes(headings.wonBack, content.wonBack, none, goodLine, company, language),
      ...changes(headings.better, content.better, content.lessLikely, goodLine, company, language),
      ...complaintBlocks(content, say),
      ...overdueBlocks(content, company, language, canAct),
      ...replyBlocks(content, say),
      ...section(headings.communities, communityLines(content.communities, company.zone, language)),
      ...section(headings.care, content.care ? careLines(content.care, language) : []),
      ...section(headings.surveys, surveyLines(content.surveys, language)),
      ...(picture ? [] : flowBlocks(content, company, language)),
      ...reviewSections(content, company, language).flatMap(({ title: of, lines }) => section(of, lines)),
      ...section(headings.models, content.models ? [modelLine(content.models, language)] : []),
      ...section(headings.grade, gradeLines(content, language)),
      { kind: 'buttons', buttons },
    ],
  };
};
