import { checkPlaybook } from '../../core/playbook/check.ts';
import { type PlaybookEntry, toPlaybook } from '../../core/playbook/schema.ts';
import type { Decisions } from '../policies.ts';
import { resolveDocument } from './decisions.ts';
import type { BehaviourDocument } from './document.ts';
import type { DocumentProblem } from './problem.ts';

const mostPlaybooks = 500;
const keyForm = /^[a-z][a-z0-9-]{1,39}$/;

/** Returns the names of playbooks in a file that can be none, whatever stands below them. */
export const checkPlaybookKeys = (value: unknown): readonly DocumentProblem[] => {
  const { playbooks } = (value ?? {}) as { playbooks?: unknown };
  if (typeof playbooks !== 'object' || playbooks === null || Array.isArray(playbooks)) return [];
  const keys = Object.keys(playbooks);
  const wrong = keys.filter((key) => !keyForm.test(key) || key in {});
  return [
    ...wrong.map((key) => ({
      path: ['playbooks', key],
      what: 'a playbook is called in small letters, digits and hyphens, such as spring-offer',
    })),
    ...(keys.length > mostPlaybooks
      ? [
          {
            path: ['playbooks'],
            what: `there are ${keys.length} of them; at most ${mostPlaybooks} can be kept`,
          },
        ]
      : []),
  ];
};

/** Returns what makes no sense about the playbooks of a file whose every value has its right form. */
export const checkPlaybooks = (
  file: {
    readonly document: BehaviourDocument;
    readonly playbooks: Readonly<Record<string, PlaybookEntry>>;
  },
  shipped: Decisions,
): readonly DocumentProblem[] => {
  const entries = Object.entries(file.playbooks);
  if (entries.length === 0) return [];
  const rules = resolveDocument(file.document, shipped).rules.map((rule) => rule.id);
  return entries.flatMap(([key, entry]) =>
    checkPlaybook(toPlaybook(entry), rules).map(({ path, what }) => ({
      path: ['playbooks', key, ...path],
      what,
    })),
  );
};
