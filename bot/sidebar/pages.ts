import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Sink } from '../../core/adapter.ts';
import { InputError } from '../../core/errors.ts';
import { type Language, toLanguage } from '../../core/language.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connect.ts';
import { customerById, isInScope, searchCustomers } from '../../db/customer-lists.ts';
import { findPeople, resolvePeople } from '../../db/people.ts';
import type { Clock } from '../clock.ts';
import { pressFollowUp } from '../commands/actions.ts';
import { askerOf } from '../commands/asker.ts';
import type { Asker, CommandContext } from '../commands/command.ts';
import { Forbidden } from '../http/forbidden.ts';
import type { Company } from '../ingest/context.ts';
import type { OfficialAdapter } from '../platforms/wecom-host.ts';
import { factsOf } from './facts.ts';
import { serveFiles } from './files.ts';
import { joinPlace } from './join-place.ts';
import { arrive, type Login, sendToWecom, userOf } from './login.ts';
import { type KnownPlace, lookUpPlace, readPlace } from './place.ts';
import { refusalPage } from './refusal-page.ts';
import { noteSent } from './sent.ts';
import { createSessions } from './session.ts';

/** What the sidebar needs of the program. */
export type Sidebar = {
  readonly db: Db;
  readonly company: Company;
  readonly clock: Clock;
  readonly defaultLanguage: Language;
  /** WeCom's account, and the secret of the app. */
  readonly corpId: string;
  readonly secret: string;
  /** Where browsers reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** The adapter with its official route; undefined while it cannot be opened. */
  readonly adapter: () => Promise<OfficialAdapter | undefined>;
  /** Takes in what was sent by the employee, where no other route hears it. */
  readonly hear: Sink | undefined;
};

const sentSchema = z.object({
  contact: z.string().optional(),
  chat: z.string().optional(),
  text: z.string().trim().min(1).max(4000),
});
const pressSchema = z.object({
  action: z.enum(['follow-up-done', 'follow-up-snooze', 'follow-up-wrong']),
  id: z.number().int().positive(),
});
const joinSchema = z.object({
  contact: z.string().optional(),
  chat: z.string().optional(),
  customer: z.number().int().positive(),
});

/** Who uses the page: by WeCom's id, as one who asks, and their language. */
type Reader = {
  readonly user: string;
  readonly asker: Asker & { readonly id: number };
  readonly language: Language;
};

/**
 * Returns the pages of the chat toolbar (聊天侧边栏): beside a customer's chat the employee reads who this is, what is
 * open and what to write. Everybody logs in by WeCom, sees what commands would show them, and is in the audit log.
 */
export const createSidebar = (sidebar: Sidebar): Hono => {
  const { db, company, clock, corpId, publicUrl } = sidebar;
  const where = { platform: 'wecom', account: corpId } as const;
  const sessions = createSessions(sidebar.secret);
  const app = new Hono();

  const loginOf = async (): Promise<Login | undefined> => {
    const official = (await sidebar.adapter())?.official;
    return official && { official, sessions, publicUrl, now: Date.now };
  };
  const requireReader = async (c: Context): Promise<Reader> => {
    const login = await loginOf();
    const user = login && userOf(c, login);
    if (user === undefined) throw new Forbidden('login');
    const person = (await findPeople(db, where, [user])).get(user);
    const asker = person?.side === 'us' ? await askerOf(db, person.id, clock.now()) : undefined;
    if (!person || !asker) throw new Forbidden('stranger');
    const own = asker.language;
    const language = own === null ? sidebar.defaultLanguage : toLanguage(own);
    const wanted = c.req.query('lang');
    return {
      user,
      asker: { ...asker, id: person.id },
      language: wanted === 'zh' || wanted === 'en' ? wanted : language,
    };
  };
  const bodyOf = async <Body>(c: Context, schema: z.ZodType<Body>): Promise<Body> => {
    const origin = c.req.header('origin');
    // A form of another page can neither send JSON nor hide where it stands.
    const foreign = origin !== undefined && origin !== new URL(publicUrl).origin;
    if (foreign || !(c.req.header('content-type') ?? '').startsWith('application/json'))
      throw new Forbidden('origin');
    const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) throw new InputError('The request is not understood.');
    return parsed.data;
  };
  const placeIn = async (given: {
    readonly contact?: string | undefined;
    readonly chat?: string | undefined;
  }): Promise<KnownPlace> => {
    const place = readPlace((name) => given[name]);
    if (!place) throw new InputError('There is no chat here.');
    return lookUpPlace(db, where, place);
  };
  const note = (reader: Reader, action: string, place: KnownPlace | undefined, customerId?: number) =>
    audit(db, {
      at: clock.now(),
      actorId: reader.asker.id,
      action: `sidebar-${action}`,
      ...(customerId === undefined ? {} : { customerId }),
      ...(place?.room ? { roomId: place.room.id } : {}),
    });
  const contextOf = (trx: Db, reader: Reader, place?: KnownPlace): CommandContext => ({
    db: trx,
    company,
    now: clock.now(),
    at: clock.now(),
    asker: reader.asker,
    language: reader.language,
    ...(place?.room ? { room: place.room } : {}),
    requestKey: `sidebar/${randomUUID()}`,
  });

  app.use(async (c, next) => {
    await next();
    c.header(
      'cache-control',
      c.req.path.endsWith('.js') || c.req.path.endsWith('.css') ? 'no-cache' : 'no-store',
    );
  });
  app.onError((error, c) => {
    if (error instanceof Forbidden) {
      return c.json({ error: error.message }, error.message === 'login' ? 401 : 403);
    }
    if (error instanceof InputError) return c.json({ error: 'input', message: error.message }, 400);
    throw error;
  });
  app.get('/login', async (c) => {
    const login = await loginOf();
    if (!login) return c.text('not ready', 503);
    if (c.req.query('code') === undefined && c.req.query('state') === undefined) return sendToWecom(c, login);
    const arrival = await arrive(c, login);
    if ('refused' in arrival) return c.html(refusalPage(arrival.refused, sidebar.defaultLanguage), 403);
    // WeCom says that they are a member; who never wrote to the app is met here for the first time.
    await db
      .transaction()
      .execute((trx) => resolvePeople(trx, where, [{ id: arrival.user, kind: 'human', external: false }]));
    return arrival.response;
  });
  const files = serveFiles();
  app.get('/', async (c) => {
    const login = await loginOf();
    if (!login) return c.text('not ready', 503);
    if (userOf(c, login) === undefined) return sendToWecom(c, login);
    return files('sidebar.html');
  });
  app.get('/api/setup', async (c) => {
    const { language } = await requireReader(c);
    const official = (await sidebar.adapter())?.official;
    const url = c.req.query('url') ?? '';
    const isOurs = URL.canParse(url) && url.startsWith(`${publicUrl}/wecom/sidebar`);
    if (!official || !isOurs)
      throw new InputError(`The page has to be opened as ${publicUrl}/wecom/sidebar.`);
    const [corp, agent] = await Promise.all([
      official.signPage('corp', url),
      official.signPage('agent', url),
    ]);
    return c.json({ ...official.app, language, corp, agent });
  });
  app.get('/api/place', async (c) => {
    const reader = await requireReader(c);
    const place = await placeIn({ contact: c.req.query('contact'), chat: c.req.query('chat') });
    const { customerId } = place;
    const customer = customerId === undefined ? undefined : await customerById(db, customerId);
    const seen = customer && isInScope(reader.asker.scope, customer.ownerId);
    await note(reader, 'view', place, seen ? customer.id : undefined);
    if (!customer) return c.json({ known: false, ...(place.name === undefined ? {} : { name: place.name }) });
    if (!seen) return c.json({ known: true, visible: false });
    const { language } = reader;
    const facts = await factsOf({ db, company, place, customerId: customer.id, now: clock.now(), language });
    return c.json({ known: true, visible: true, ...facts });
  });
  app.get('/api/customers', async (c) => {
    const reader = await requireReader(c);
    const wanted = (c.req.query('q') ?? '').trim().slice(0, 100);
    const found = wanted === '' ? [] : await searchCustomers(db, reader.asker.scope, wanted);
    await note(reader, 'search', undefined);
    return c.json({ customers: found.slice(0, 8).map(({ id, name, kind }) => ({ id, name, kind })) });
  });
  app.post('/api/join', async (c) => {
    const reader = await requireReader(c);
    const { customer: id, ...given } = await bodyOf(c, joinSchema);
    const customer = await customerById(db, id);
    if (!customer || !isInScope(reader.asker.scope, customer.ownerId)) throw new Forbidden('scope');
    const place = readPlace((name) => given[name]);
    const adapter = await sidebar.adapter();
    if (!place || !adapter) throw new InputError('There is no chat here.');
    await joinPlace({
      db,
      adapter,
      where,
      place,
      user: reader.user,
      customer,
      context: (trx, known) => contextOf(trx, reader, known),
    });
    await note(reader, 'join', await lookUpPlace(db, where, place), id);
    return c.json({ done: true });
  });
  app.post('/api/follow-up', async (c) => {
    const reader = await requireReader(c);
    const { action, id } = await bodyOf(c, pressSchema);
    const answer = await db
      .transaction()
      .execute((trx) => pressFollowUp(contextOf(trx, reader), action, String(id)))
      .catch((error: unknown) => {
        if (error instanceof InputError) return error.message;
        throw error;
      });
    if (typeof answer === 'string') return c.json({ done: false, text: answer });
    await note(reader, action, undefined, answer.changed?.[0]);
    return c.json({ done: (answer.changed ?? []).length > 0, text: answer.message.text });
  });
  app.post('/api/sent', async (c) => {
    const reader = await requireReader(c);
    const { text, ...given } = await bodyOf(c, sentSchema);
    const place = await placeIn(given);
    const customer = place.customerId === undefined ? undefined : await customerById(db, place.customerId);
    if (!customer || !isInScope(reader.asker.scope, customer.ownerId)) throw new Forbidden('scope');
    await note(reader, 'sent', place, customer.id);
    if (sidebar.hear)
      await noteSent(sidebar.hear, { place, user: reader.user, text, account: corpId, at: Date.now() });
    return c.json({ done: true });
  });
  app.get('/:file{[a-z-]+\\.(?:js|css)}', (c) => files(c.req.param('file')));
  return app;
};
