import { Hono } from 'hono';
import { z } from 'zod';
import type { Interaction } from '../../core/customer/interaction.ts';
import { InputError } from '../../core/errors.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { stageKeys } from '../../core/stages/stage.ts';
import { announce } from '../../db/announce.ts';
import type { Db } from '../../db/connect.ts';
import { customerById, isInScope, listCustomers } from '../../db/customer-lists.ts';
import { pictureFor } from '../../db/pictures.ts';
import {
  mayReadRoom,
  playgroundMessages,
  playgroundPeople,
  playgroundRooms,
  type Viewer,
  webPersonId,
} from '../../db/playground.ts';
import type { Clock } from '../clock.ts';
import { askerOf } from '../commands/asker.ts';
import type { Asker } from '../commands/command.ts';
import { completionsOf } from '../commands/complete.ts';
import { eventColumns, eventKinds, isEventKind, readEvent } from '../import/event-kinds.ts';
import { applyInteractions } from '../ingest/apply.ts';
import type { Company } from '../ingest/context.ts';
import { showStage } from '../view/stage.ts';
import { Forbidden } from './forbidden.ts';
import { inspect } from './inspector.ts';

/** What the playground's pages need from the program. */
export type Playground = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly zone: string;
  readonly defaultLanguage: Language;
  readonly post: (request: Request) => Promise<Response>;
  /** Begins to move the clock and returns the move's name, which its news on the stream carry. */
  readonly forward: (byMs: number) => string;
  /** Begins to set the clock back and returns the move's name. */
  readonly reset: () => string;
  readonly removeDemo: () => Promise<void>;
};

/** What is recorded by hand, with the same fields as a row of an imported file. */
const factSchema = z.object({
  as: z.string(),
  customer: z.number().int(),
  kind: z.string(),
  text: z.string().max(2000).optional(),
  ...Object.fromEntries(
    eventColumns
      .filter((column) => column !== 'text')
      .map((column) => [column, z.union([z.string().max(200), z.number()]).optional()]),
  ),
});
const clockSchema = z.union([
  z.object({
    forwardMs: z
      .number()
      .int()
      .min(1)
      .max(5 * 366 * 24 * 60 * 60 * 1000),
  }),
  z.object({ reset: z.literal(true) }),
]);

const cursorOf = (text: string | undefined): { readonly at: number; readonly id: number } | undefined => {
  const match = /^(\d+)\.(\d+)$/.exec(text ?? '');
  return match ? { at: Number(match[1]), id: Number(match[2]) } : undefined;
};

const notForCustomers = (language: Language): Forbidden =>
  new Forbidden(
    language === 'zh' ? '内部数据从不展示给客户。' : 'Internal figures are never shown to customers.',
  );

const notTheirs = (language: Language): Forbidden =>
  new Forbidden(language === 'zh' ? '这不是您的客户。' : 'This is not one of your customers.');

type Seen = Pick<Playground, 'db' | 'clock'>;

/** A request that is longer is not completed. */
const longestRequest = 200;

const askerFor = async ({ db, clock }: Seen, as: string): Promise<Asker | undefined> => {
  const person = await webPersonId(db, as);
  return person === undefined ? undefined : askerOf(db, person, clock.now());
};

const viewerFor = async (seen: Seen, as: string): Promise<Viewer> => ({
  id: as,
  scope: (await askerFor(seen, as))?.scope,
});

/** The member as whom somebody looks. @throws Forbidden for anybody from outside. */
const memberFor = async (seen: Seen, as: string, language: Language): Promise<Asker> => {
  const asker = await askerFor(seen, as);
  if (!asker) throw notForCustomers(language);
  return asker;
};

const mayInspect = async (seen: Seen, as: string, id: number, language: Language): Promise<void> => {
  const { scope } = await memberFor(seen, as, language);
  const customer = await customerById(seen.db, id);
  if (!customer || !isInScope(scope, customer.ownerId)) throw notTheirs(language);
};

/** Returns the playground's JSON interface, to be mounted at `/api`. */
export const createPlaygroundApi = (playground: Playground): Hono => {
  const { db, company, clock } = playground;
  const api = new Hono();
  const languageOf = (text: string | undefined): Language =>
    text === undefined ? playground.defaultLanguage : toLanguage(text);

  api.get('/playground', async (c) => {
    const viewer = await viewerFor(playground, c.req.query('as') ?? '');
    const [people, rooms] = await Promise.all([playgroundPeople(db), playgroundRooms(db, viewer)]);
    const demo = await db
      .selectFrom('room')
      .select('id')
      .where('demo', '=', true)
      .limit(1)
      .executeTakeFirst();
    const company = demo
      ? languageOf(c.req.query('lang')) === 'zh'
        ? '澜山咖啡'
        : 'Lanshan Coffee'
      : 'Tend';
    return c.json({
      now: clock.now(),
      offsetMs: clock.offsetMs(),
      zone: playground.zone,
      currency: playground.company.currency,
      demo: demo !== undefined,
      company,
      people: people.map(({ role, org, ...each }) => ({
        ...each,
        ...(role === null ? {} : { role }),
        ...(org === null ? {} : { org }),
      })),
      rooms: rooms.map(({ customerId, lastAt, lastText, ...each }) => ({
        ...each,
        ...(customerId === null ? {} : { customerId }),
        ...(lastAt === null ? {} : { lastAt }),
        ...(lastText === null ? {} : { lastText }),
      })),
    });
  });

  api.get('/rooms/:id/messages', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const viewer = await viewerFor(playground, c.req.query('as') ?? '');
    if (!(await mayReadRoom(db, c.req.param('id'), viewer))) {
      throw viewer.scope ? notTheirs(language) : notForCustomers(language);
    }
    const limit = Math.min(200, Math.max(1, Number(c.req.query('limit') ?? 50) || 50));
    const found = await playgroundMessages(
      db,
      c.req.param('id'),
      viewer.id,
      limit,
      cursorOf(c.req.query('before')),
    );
    const first = found[0];
    const messages = found.map(({ card, editedAt, recalledAt, onlyFor, person, ...each }) => ({
      ...each,
      person: person ?? { id: 'tend', name: 'Tend', side: 'bot' },
      ...(card === null ? {} : { card }),
      ...(editedAt === null ? {} : { editedAt }),
      ...(recalledAt === null ? {} : { recalledAt }),
      ...(onlyFor === null ? {} : { onlyFor }),
    }));
    return c.json({
      messages,
      ...(first && found.length === limit ? { before: `${first.at}.${first.id}` } : {}),
    });
  });

  api.get('/pictures/:id{[0-9a-f]{64}}', async (c) => {
    const asked = (name: string): string => c.req.query(name) ?? '';
    const where = { room: asked('room'), message: asked('message'), viewer: asked('as') };
    const may = await mayReadRoom(db, where.room, await viewerFor(playground, where.viewer));
    const picture = may ? await pictureFor(db, { id: c.req.param('id'), ...where }) : undefined;
    if (!picture) throw notForCustomers(languageOf(c.req.query('lang')));
    return c.body(Buffer.from(picture.bytes), 200, {
      'content-type': picture.type,
      'cache-control': 'private, max-age=3600',
    });
  });

  api.get('/customers', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const { scope } = await memberFor(playground, c.req.query('as') ?? '', language);
    const sort = c.req.query('sort');
    const query = c.req.query('query');
    const { customers, total } = await listCustomers(db, {
      scope,
      ...(query ? { query } : {}),
      order: sort === 'name' || sort === 'silent' ? sort : 'risk',
      // Who is lost is no longer at risk; by name everybody is found.
      ...(sort === 'name' || query ? {} : { stages: stageKeys.filter((stage) => stage !== 'churned') }),
      limit: Math.min(200, Math.max(1, Number(c.req.query('limit') ?? 30) || 30)),
    });
    return c.json({
      total,
      customers: customers.map((each) => ({
        id: each.id,
        name: each.name,
        stage: each.stage,
        stageName: showStage(each.stage, company.model, language),
        health: each.health,
        churn: each.churn,
        valueAtRisk: each.valueAtRisk,
        ...(each.lastInAt === null ? {} : { lastAt: each.lastInAt }),
        warnings: each.warnings,
      })),
    });
  });

  api.get('/customers/:id{[0-9]+}', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const id = Number(c.req.param('id'));
    await mayInspect(playground, c.req.query('as') ?? '', id, language);
    return c.json(await inspect(db, company, id, clock.now(), language));
  });

  api.get('/completions', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const asker = await memberFor(playground, c.req.query('as') ?? '', language);
    const now = clock.now();
    const context = { db, company, now, at: now, asker, language, requestKey: 'completion' };
    const completions = await completionsOf(context, (c.req.query('text') ?? '').slice(0, longestRequest));
    return c.json({ completions });
  });

  api.post('/events', (c) => playground.post(c.req.raw));

  api.post('/facts', async (c) => {
    const parsed = factSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success || !isEventKind(parsed.data.kind)) {
      throw new InputError(`A fact needs a customer and a kind: ${Object.keys(eventKinds).join(', ')}.`);
    }
    const { as, customer, text } = parsed.data;
    const cells = parsed.data as Readonly<Record<string, string | number | undefined>>;
    const wrong: string[] = [];
    const { direction, data } = readEvent(parsed.data.kind, {
      cell: (column) => String(cells[column] ?? '').trim(),
      fail: (column, what) => wrong.push(`${column}: ${what}`),
      zone: company.zone,
    });
    if (wrong.length > 0) throw new InputError(wrong.join('; '));
    await mayInspect(playground, as, customer, playground.defaultLanguage);
    const interaction = {
      key: `fact/web/${crypto.randomUUID()}`,
      at: clock.now(),
      kind: parsed.data.kind,
      direction,
      data,
    } as Interaction;
    await db.transaction().execute(async (trx) => {
      const customers = await applyInteractions(trx, company, [
        { customerId: customer, ...(text ? { text } : {}), interaction },
      ]);
      await announce(trx, { rooms: [], customers });
    });
    return c.json({ ok: true }, 201);
  });

  api.post('/clock', async (c) => {
    const parsed = clockSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success)
      throw new InputError('Say how many milliseconds forward, at most five years, or reset.');
    const { data } = parsed;
    const move = 'reset' in data ? playground.reset() : playground.forward(data.forwardMs);
    return c.json({ ok: true, move }, 202);
  });

  api.post('/demo/remove', async (c) => {
    await playground.removeDemo();
    return c.json({ ok: true });
  });

  return api;
};
