import { sql } from 'kysely';
import type { DigestContent } from '../../core/digest/content.ts';
import type { Language } from '../../core/language.ts';
import type { CardBlock } from '../../core/messages.ts';
import type { Db } from '../../db/connect.ts';
import { bannedNames } from '../../db/models/bans.ts';
import { narrative } from '../../prompts/narrative.ts';
import type { Company } from '../ingest/context.ts';
import type { Model, ModelOutcome } from '../models/model.ts';
import { digestCard } from '../view/digest-card.ts';
import { showDate } from '../view/time.ts';
import { type Asking, mapOutcome } from './assist.ts';

const mostItems = 60;
const longest = 500;

const digestById = async (db: Db, id: number): Promise<DigestContent | undefined> => {
  const found = await sql<{ content: DigestContent }>`select content from digest where id = ${id}`.execute(
    db,
  );
  return found.rows[0]?.content;
};

/**
 * Has the model tell in a few sentences what a posted digest says. Lines about customers of whom nothing may be sent are
 * left out. Undefined where there is no such digest or nothing in it to tell.
 */
export const narrateDigest = async (
  { db, company, model }: { readonly db: Db; readonly company: Company; readonly model: Model },
  digestId: number,
  language: Language,
  asking: Asking,
): Promise<{ readonly title: string; readonly outcome: ModelOutcome<readonly CardBlock[]> } | undefined> => {
  const content = await digestById(db, digestId);
  if (!content || content.empty) return undefined;
  const banned = await bannedNames(db);
  const lines = digestCard(content, company, language).blocks.flatMap((block) =>
    (block.kind === 'text' || block.kind === 'heading') && !banned.some((name) => block.text.includes(name))
      ? [block.text]
      : [],
  );
  const items = lines
    .slice(0, mostItems)
    .map((text, index) => ({ id: `d${index + 1}`, text: text.slice(0, longest) }));
  if (items.length === 0) return undefined;
  const day = showDate(content.at, company.zone);
  const outcome = await model.call(narrative, { day, items }, { language, patienceMs: 60_000, ...asking });
  return {
    title: language === 'zh' ? `日报解读 · ${day}` : `What the digest says · ${day}`,
    outcome: mapOutcome(outcome, ({ lines: said }) =>
      said.map(({ text }): CardBlock => ({ kind: 'text', text })),
    ),
  };
};
