import type { WebClient } from '@slack/web-api';
import type { AdapterLog } from '../../core/adapter.ts';
import type { Person } from '../../core/events.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { type Fields, fieldsOf, textOf } from '../../core/payload.ts';
import { readFailure, toPlatformError } from './errors.ts';
import type { Install } from './install.ts';
import { personFrom } from './people.ts';

/** A person as Slack's own directory knows them, with the language they use Slack in where it says so. */
export type Entry = { readonly person: Person; readonly language?: Language };

/** The people of a workspace, looked up when they are first met and again after an hour. */
export type Directory = {
  /** The person, or undefined when they are not known yet. */
  peek(id: string): Entry | undefined;
  /** @throws PlatformError when Slack does not tell. */
  find(id: string): Promise<Entry>;
  /** The person within the time, else undefined; never throws. What takes longer is known the next time. */
  findSoon(id: string, withinMs: number): Promise<Entry | undefined>;
  /** Takes what an event says about a person (`user_change`, `team_join`). */
  learn(user: Fields): void;
  /** Asks for all people of the workspace at once, for rosters too large to ask one by one. @throws PlatformError */
  learnAll(): Promise<void>;
};

const keptMs = 60 * 60 * 1000;
const failedKeptMs = 60 * 1000;
const most = 20_000;

type Known = { readonly entry: Entry | undefined; readonly untilAt: number };

/** Returns the directory of a workspace. */
export const createDirectory = (options: {
  readonly client: () => Promise<WebClient>;
  readonly install: () => Install;
  readonly now: () => number;
  readonly log: AdapterLog;
}): Directory => {
  const { client, install, now, log } = options;
  const known = new Map<string, Known>();
  const running = new Map<string, Promise<Entry>>();

  const keep = (id: string, entry: Entry | undefined, forMs: number): void => {
    known.delete(id);
    known.set(id, { entry, untilAt: now() + forMs });
    const oldest = known.size > most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  };

  const entryOf = (user: Fields): Entry | undefined => {
    const person = personFrom(user, install());
    if (!person) return undefined;
    const locale = textOf(user['locale']);
    return { person, ...(locale === undefined ? {} : { language: toLanguage(locale) }) };
  };

  const ask = async (id: string): Promise<Entry> => {
    try {
      // A legacy app has no user; Slack knows it by its bot id only.
      const answer = id.startsWith('B')
        ? { user: { id, is_bot: true, ...fieldsOf((await (await client()).bots.info({ bot: id })).bot) } }
        : await (await client()).users.info({ user: id, include_locale: true });
      const entry = entryOf(fieldsOf(answer.user));
      if (!entry) throw new Error('no user in the answer');
      keep(id, entry, keptMs);
      return entry;
    } catch (error) {
      const failure = readFailure(error);
      keep(id, undefined, failure.kind === 'refused' ? keptMs : failedKeptMs);
      log.debug({ platform: 'slack', kind: failure.kind }, 'a person could not be looked up');
      throw toPlatformError(error);
    }
  };

  const peek = (id: string): Entry | undefined => known.get(id)?.entry;

  const find = (id: string): Promise<Entry> => {
    const found = known.get(id);
    if (found?.entry && found.untilAt > now()) return Promise.resolve(found.entry);
    const already = running.get(id);
    if (already) return already;
    const asked = ask(id).finally(() => running.delete(id));
    running.set(id, asked);
    return asked;
  };

  const findSoon = async (id: string, withinMs: number): Promise<Entry | undefined> => {
    const found = known.get(id);
    if (found && found.untilAt > now()) return found.entry;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Entry | undefined>((resolve) => {
      timer = setTimeout(() => resolve(found?.entry), withinMs);
    });
    const asked = find(id).catch(() => found?.entry);
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  };

  const learn = (user: Fields): void => {
    const entry = entryOf(user);
    if (entry) keep(entry.person.id, entry, keptMs);
  };

  const learnAll = async (): Promise<void> => {
    try {
      const web = await client();
      let cursor: string | undefined;
      do {
        const page = await web.users.list({
          limit: 200,
          include_locale: true,
          ...(cursor ? { cursor } : {}),
        });
        for (const user of page.members ?? []) learn(fieldsOf(user));
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor !== undefined);
    } catch (error) {
      throw toPlatformError(error);
    }
  };

  return { peek, find, findSoon, learn, learnAll };
};
