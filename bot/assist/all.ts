import type { Assist } from './assist.ts';
import { briefAssist } from './brief.ts';
import { careAssist, draftAssist, winbackAssist } from './draft.ts';
import { profileAssist } from './profile.ts';
import { suggestAssist } from './suggest.ts';
import { summaryAssist } from './summary.ts';

const all: readonly Assist[] = [
  summaryAssist,
  briefAssist,
  suggestAssist,
  draftAssist,
  careAssist,
  winbackAssist,
  profileAssist,
];

/** Returns the kind of help with this name, or undefined. */
export const assistNamed = (kind: string): Assist | undefined => all.find((each) => each.kind === kind);
