import { shippedRules } from '../../core/rules/presets.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { shippedSegments } from '../../core/segments.ts';
import { checkStageModel } from '../../core/stages/presets.ts';
import { nearestWord } from '../nearest.ts';
import type { Decisions } from '../policies.ts';
import { resolveDocument } from './decisions.ts';
import type { BehaviourDocument } from './document.ts';
import { foundNumbers } from './numbers.ts';
import type { DocumentProblem } from './problem.ts';

const mostOwn = 100;
const ruleIds = shippedRules.map((rule) => rule.id);
const segmentIds = shippedSegments.map((segment) => segment.id);
/** R and P with a number are the shipped rules', also of later versions. */
const ownRuleId = /^(?![RP]\d)[A-Z][A-Za-z]{0,15}\d{1,4}$/;
const ownSegmentId = /^[a-z][a-z0-9-]{1,23}$/;

/** Returns the names of rules and segments in a document that can be none, whatever stands below them. */
export const checkIds = (value: unknown): readonly DocumentProblem[] => {
  const { rules, segments } = (value ?? {}) as { rules?: unknown; segments?: unknown };
  const idsIn = (section: unknown, shipped: readonly string[]): readonly string[] =>
    typeof section === 'object' && section !== null && !Array.isArray(section)
      ? Object.keys(section).filter((id) => !shipped.includes(id))
      : [];
  const wrong = (section: string, id: string, shipped: readonly string[], form: string): DocumentProblem => {
    const near = nearestWord(id, shipped);
    const meant = near ? ` Did you mean ${near}?` : '';
    return { path: [section, id], what: `there is no shipped "${id}", and ${form}.${meant}` };
  };
  const own = { rules: idsIn(rules, ruleIds), segments: idsIn(segments, segmentIds) };
  return [
    ...own.rules
      .filter((id) => !ownRuleId.test(id))
      .map((id) =>
        wrong('rules', id, ruleIds, 'one of your own is called by letters and a number, such as C1'),
      ),
    ...own.segments
      // "constructor" and its like are found in every object.
      .filter((id) => !ownSegmentId.test(id) || id in {})
      .map((id) =>
        wrong('segments', id, segmentIds, 'one of your own is called in small letters, such as cafes'),
      ),
    ...Object.entries(own)
      .filter(([, ids]) => ids.length > mostOwn)
      .map(([section, ids]) => ({
        path: [section],
        what: `there are ${ids.length} of your own; at most ${mostOwn} can be kept`,
      })),
  ];
};

const braces = /\{(\w*)\}/g;

const checkWords = ({ rules = {} }: BehaviourDocument, all: readonly Rule[]): readonly DocumentProblem[] =>
  Object.entries(rules).flatMap(([id, { because }]) => {
    const known = foundNumbers[all.find((rule) => rule.id === id)?.test.kind ?? 'silence'];
    return Object.entries(because ?? {}).flatMap(([language, text]) =>
      [...text.matchAll(braces)]
        .map((match) => match[1] ?? '')
        .filter((name) => !known.includes(name))
        .map((name) => ({
          path: ['rules', id, 'because', language],
          what: `its test finds no number {${name}}; it finds ${known.map((each) => `{${each}}`).join(', ') || 'none'}`,
        })),
    );
  });

const checkRules = ({ rules = {} }: BehaviourDocument, all: readonly Rule[]): readonly DocumentProblem[] =>
  Object.entries(rules).flatMap(([id, entry]): readonly DocumentProblem[] => {
    const rule = all.find((each) => each.id === id);
    const test = rule?.test;
    const asks = ['dueBusinessHours', 'urgency'].find((key) => key in entry);
    return [
      ...(test?.kind === 'first-touch' && test.fromDays >= test.untilDays
        ? [{ path: ['rules', id, 'test'], what: 'fromDays must be less than untilDays' }]
        : []),
      ...(test?.kind === 'renewal-ahead' && test.untilDays >= test.days
        ? [{ path: ['rules', id, 'test'], what: 'untilDays must be less than days' }]
        : []),
      ...(asks && rule && !rule.followUp
        ? [
            {
              path: ['rules', id, asks],
              what: 'without advice there is no follow-up; add advice in zh and en',
            },
          ]
        : []),
    ];
  });

type Named = { readonly id: string; readonly name: { readonly zh: string; readonly en: string } };

/** Names that stand for two things; only those that the document gives are to blame. */
const checkNames = (
  section: 'rules' | 'segments',
  all: readonly Named[],
  given: Readonly<Record<string, { readonly name?: unknown }>> = {},
): readonly DocumentProblem[] =>
  (['zh', 'en'] as const).flatMap((language) =>
    all.flatMap(({ id, name }, index) => {
      if (!Object.hasOwn(given, id) || given[id]?.name === undefined) return [];
      const wanted = name[language].toLowerCase();
      const other = all.find(
        (each, place) =>
          place !== index &&
          each.name[language].toLowerCase() === wanted &&
          (place < index || given[each.id]?.name === undefined),
      );
      const what = `"${name[language]}" is the name of ${other?.id} too; give it another`;
      return other ? [{ path: [section, id, 'name', language], what }] : [];
    }),
  );

const checkNumbers = (document: BehaviourDocument, decisions: Decisions): readonly DocumentProblem[] => {
  const { declineHealth, recoverPoints } = decisions.stages;
  return [
    ...(declineHealth + recoverPoints > 100
      ? [
          {
            path: ['stageNumbers'],
            what: 'declineHealth and recoverPoints together are above 100: a decline would never end',
          },
        ]
      : []),
    ...Object.entries(document.segments ?? {}).flatMap(([id, { weights }]) => {
      const resolved = decisions.segments.find((each) => each.id === id)?.weights ?? {};
      return weights && Object.values(resolved).filter((each) => each > 0).length === 0
        ? [{ path: ['segments', id, 'weights'], what: 'all of them are 0; give at least one part a weight' }]
        : [];
    }),
  ];
};

const checkFollowUps = (
  document: BehaviourDocument,
  { followUps, rules }: Decisions,
): readonly DocumentProblem[] => {
  const ids = rules.map((rule) => rule.id);
  const unknown = (document.followUps?.atOnce ?? []).filter((id) => !ids.includes(id));
  return [
    ...(['A', 'B', 'C'] as const).flatMap((tier): readonly DocumentProblem[] => {
      const { remindDays, leadDays, managerDays } = followUps.ladder[tier];
      if (document.followUps?.ladder?.[tier] === undefined) return [];
      return remindDays < leadDays && leadDays < managerDays
        ? []
        : [
            {
              path: ['followUps', 'ladder', tier],
              what: 'remindDays, leadDays and managerDays must ascend',
            },
          ];
    }),
    ...unknown.map((id) => {
      const near = nearestWord(id, ids);
      const hint = near ? `; did you mean ${near}?` : '';
      return { path: ['followUps', 'atOnce'], what: `there is no rule "${id}"${hint}` };
    }),
  ];
};

/** Returns what makes no sense about a document whose every value has its right form. */
export const checkSense = (document: BehaviourDocument, shipped: Decisions): readonly DocumentProblem[] => {
  const decisions = resolveDocument(document, shipped);
  const model = typeof document.stages === 'object' ? checkStageModel(decisions.stageModel) : [];
  return [
    ...model.map((what) => ({ path: ['stages'], what })),
    ...checkNumbers(document, decisions),
    ...checkRules(document, decisions.rules),
    ...checkFollowUps(document, decisions),
    ...checkWords(document, decisions.rules),
    ...checkNames('rules', decisions.rules, document.rules),
    ...checkNames('segments', decisions.segments, document.segments),
  ];
};
