import type { Card } from '../../core/messages.ts';
import type { TestApp } from './app.ts';
import { until } from './until.ts';

/** A message as the playground's page gets it. */
export type SeenMessage = {
  readonly id: number;
  readonly key: string;
  readonly at: number;
  readonly person: { readonly id: string; readonly name: string; readonly side: string };
  readonly text: string;
  readonly card?: Card;
  readonly editedAt?: number;
  readonly recalledAt?: number;
  readonly onlyFor?: string;
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly string[] }[];
};

/** Someone in a room. What they do has been accepted by the app when it resolves, not yet processed. */
export type Speaker = {
  readonly id: string;
  readonly room: string;
  /** Writes, and returns the message's key. */
  says(text: string): Promise<string>;
  edits(key: string, text: string): Promise<void>;
  recalls(key: string): Promise<void>;
  reacts(key: string, emoji: string, change?: 'added' | 'removed'): Promise<void>;
  /** Presses the button with this label on a message of the bot. */
  presses(message: SeenMessage, label: RegExp): Promise<void>;
  /** Returns the room's latest messages as this person sees them, oldest first. */
  sees(): Promise<readonly SeenMessage[]>;
};

/** The bot, as those see it who spoke last. */
export type Bot = {
  /** Returns its next message in the room where someone spoke last, as that person sees it. */
  replies(pattern: RegExp): Promise<SeenMessage>;
  /** Returns its next message in the member's direct chat. */
  writesTo(member: string, pattern: RegExp): Promise<SeenMessage>;
  /** Returns its next message in a room, as `viewer` sees it. */
  posts(room: string, viewer: string, pattern: RegExp): Promise<SeenMessage>;
  /** Passes when all work is done and the bot has said nothing, to nobody, where someone spoke last. */
  staysSilent(): Promise<void>;
};

/** The bot's clock. */
export type TestClock = {
  /** Moves it ahead and returns when everything that fell due has been done. */
  advance(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): Promise<void>;
  now(): Promise<number>;
};

/** A conversation of the test with the app. */
export type Chat = {
  as(person: string, room: string): Speaker;
  readonly bot: Bot;
  readonly clock: TestClock;
  /** Resolves when nothing waits in inbox and outbox. */
  settles(): Promise<void>;
};

const minuteMs = 60_000;

const post = async (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const getJson = async <Body>(url: string): Promise<Body> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
};

const accepted = async (response: Response): Promise<string> => {
  if (response.status !== 202) throw new Error(`Not accepted: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
};

/** Reads server-sent events until one satisfies `done`. */
const listenUntil = async (
  stream: Response,
  done: (event: string, data: Readonly<Record<string, unknown>>) => boolean,
): Promise<void> => {
  let rest = '';
  for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    rest += chunk;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const event = /^event: ?(.*)$/m.exec(block)?.[1];
      const data = /^data: ?(.*)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined && done(event, JSON.parse(data))) return;
    }
  }
  throw new Error('The stream of events ended.');
};

const createClock = (url: string): TestClock => {
  const now = async () => (await getJson<{ now: number }>(`${url}/api/playground`)).now;
  const advance: TestClock['advance'] = async ({ days = 0, hours = 0, minutes = 0 }) => {
    const byMs = ((days * 24 + hours) * 60 + minutes) * minuteMs;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error('The clock did not arrive within 60 s.')), 60_000);
    try {
      const stream = await fetch(`${url}/api/stream`, { signal: limit.signal });
      const answer = await post(`${url}/api/clock`, { forwardMs: byMs });
      if (answer.status !== 202) throw new Error(`The clock was not moved: ${await answer.text()}`);
      const { move } = (await answer.json()) as { move: string };
      await listenUntil(
        stream,
        (event, data) => event === 'clock' && data['done'] === true && data['move'] === move,
      );
    } finally {
      clearTimeout(timer);
      limit.abort();
    }
  };
  return { advance, now };
};

/** Returns a conversation with the app through its HTTP interface. */
export const openChat = (app: TestApp, url = app.url): Chat => {
  let lastRoom = '';
  let lastPerson = '';
  const heard = new Map<string, number>();

  const messagesIn = async (room: string, viewer: string): Promise<readonly SeenMessage[]> => {
    const query = new URLSearchParams({ as: viewer, limit: '50' });
    const path = `${url}/api/rooms/${encodeURIComponent(room)}/messages?${query}`;
    return (await getJson<{ messages: readonly SeenMessage[] }>(path)).messages;
  };
  /** Everything the bot says from here on is news. */
  const listen = async (room: string): Promise<void> => {
    const { id } = await app.db
      .selectFrom('message')
      .select((each) => each.fn.max('id').as('id'))
      .executeTakeFirstOrThrow();
    heard.set(room, id ?? 0);
  };
  const speak = async (person: string, room: string, body: object): Promise<string> => {
    lastRoom = room;
    lastPerson = person;
    await listen(room);
    return accepted(await post(`${url}/api/events`, { as: person, room, ...body }));
  };
  const next = (room: string, viewer: string, pattern: RegExp): Promise<SeenMessage> =>
    until(
      async () => {
        const after = heard.get(room) ?? 0;
        const news = (await messagesIn(room, viewer)).filter(
          (each) => each.id > after && each.person.side === 'bot',
        );
        const found = news.find((each) => pattern.test(each.text));
        if (found) heard.set(room, found.id);
        return found;
      },
      async () => {
        const said = (await messagesIn(room, viewer)).map((each) => `  ${each.person.name}: ${each.text}`);
        return `The bot did not say ${pattern} in ${room}, as seen by ${viewer}:\n${said.join('\n')}`;
      },
    );
  const settles = async (): Promise<void> => {
    await until(
      async () => {
        const inbox = await app.db
          .selectFrom('inbox')
          .select('id')
          .where('done_at', 'is', null)
          .limit(1)
          .execute();
        const outbox = await app.db
          .selectFrom('outbox')
          .select('id')
          .where('status', 'in', ['waiting', 'sending'])
          .limit(1)
          .execute();
        return inbox.length === 0 && outbox.length === 0;
      },
      'Something still waits in the inbox or outbox.',
      15_000,
    );
  };
  const as = (person: string, room: string): Speaker => ({
    id: person,
    room,
    says: (text) => speak(person, room, { type: 'message', text }),
    edits: async (message, text) => void (await speak(person, room, { type: 'edit', message, text })),
    recalls: async (message) => void (await speak(person, room, { type: 'recall', message })),
    reacts: async (message, emoji, change = 'added') =>
      void (await speak(person, room, { type: 'react', message, emoji, change })),
    presses: async (message, label) => {
      const buttons =
        message.card?.blocks.flatMap((each) => (each.kind === 'buttons' ? each.buttons : [])) ?? [];
      const button = buttons.find((each) => label.test(each.label));
      if (!button)
        throw new Error(`No button ${label}; there are: ${buttons.map((each) => each.label).join(', ')}`);
      await speak(person, room, {
        type: 'action',
        action: button.action,
        value: button.value,
        message: message.key,
      });
    },
    sees: () => messagesIn(room, person),
  });
  const bot: Bot = {
    replies: (pattern) => next(lastRoom, lastPerson, pattern),
    writesTo: (member, pattern) => next(`dm:${member}`, member, pattern),
    posts: (room, viewer, pattern) => next(room, viewer, pattern),
    staysSilent: async () => {
      await settles();
      const said = await app.db
        .selectFrom('message')
        .innerJoin('room', 'room.id', 'message.room_id')
        .select(['message.text'])
        .where('room.external_id', '=', lastRoom)
        .where('message.person_id', 'is', null)
        .where('message.id', '>', heard.get(lastRoom) ?? 0)
        .execute();
      if (said.length > 0)
        throw new Error(`The bot said in ${lastRoom}: ${said.map((each) => each.text).join('\n')}`);
    },
  };
  return { as, bot, clock: createClock(url), settles };
};
