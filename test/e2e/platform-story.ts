import { afterAll, beforeAll, expect, test } from 'vitest';
import { contact } from '../../bot/care/contact.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { customerMessage } from '../../core/messages.ts';
import { writeSetting } from '../../db/settings.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { runTend } from '../support/command-line.ts';
import type { Said, Stage } from '../support/platforms/stage.ts';
import { until } from '../support/until.ts';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
const careWords = 'Hello Ann, the ovens had their yearly check. Is everything all right?';

/** What nobody from outside may ever read: figures, words of the bot's own, and of what it told members. */
const internal = /health|churn|risk|follow.?up|complaint open|dormant|sentiment|customer room|stage/i;

/** Where a story was told, for tests that go on after it in the same world. */
export type Told<Of extends Stage> = { stage(): Of; app(): TestApp; chat(): Chat };

/**
 * Tells the story of a complaint on a platform's stand-in: the bot is brought into a room with a customer, hears a
 * complaint, tells the rep, answers the rep alone, reports a silence to the managers, and takes care of the customer.
 */
export const tellStory = <Of extends Stage>(open: () => Promise<Of>): Told<Of> => {
  let stage: Of;
  let app: TestApp;
  let chat: Chat;
  const heard = new Set<string>();

  beforeAll(async () => {
    stage = await open();
    app = await startTestApp({ ...stage.config, holidays: 'none' });
    chat = openChat(app);
    stage.at(app);
  }, 60_000);

  afterAll(async () => {
    await app.stop();
    await stage.close();
  }, 60_000);

  /** The bot's next message that fits. */
  const next = async (pattern: RegExp, fits: (said: Said) => boolean = () => true): Promise<Said> => {
    const found = await until(
      () => stage.said().find((each) => !heard.has(each.ref) && fits(each) && pattern.test(each.text)),
      () =>
        `The bot did not say ${pattern}; it said:\n${stage
          .said()
          .map((each) => `  [${each.conversation}${each.onlyFor ? ` to ${each.onlyFor}` : ''}] ${each.text}`)
          .join('\n')}`,
      20_000,
    );
    heard.add(found.ref);
    return found;
  };
  const direct = (said: Said): boolean => stage.isDirect(said);
  const alone = (said: Said): boolean => direct(said) || said.onlyFor !== undefined;
  const customerRoom = () =>
    app.db.selectFrom('room').select(['id', 'purpose']).where('external_id', '=', stage.customerRoom);
  const isSaidAtTheTerminal = async (command: string): Promise<void> => {
    const environment = { TEND_HOME: app.config.home, DATABASE_URL: app.databaseUrl, LOG_LEVEL: 'silent' };
    const done = await runTend(['ask', command, '--lang', 'en'], environment);
    expect([done.code, done.err]).toEqual([0, '']);
  };

  test('brought into a room with a customer, it is told whose it is: by the member who did so, in their own chat, or at the terminal', async () => {
    await stage.invites(stage.customerRoom);
    if (stage.operatorSays) {
      await until(() => customerRoom().executeTakeFirst(), 'The room is not known.');
      await chat.settles();
      for (const command of stage.operatorSays) await isSaidAtTheTerminal(command);
    } else {
      const asked = await next(/Which customer is .*acme/i, direct);
      await stage.presses(asked, /^Customer: /);
      await next(/is now a customer room/, alone);
    }
    expect(await customerRoom().execute()).toMatchObject([{ purpose: 'customer' }]);
    expect(stage.sentTo(stage.customerRoom)).toEqual([]);
  });

  test('a complaint is told to the rep in their own chat, and the room hears nothing', async () => {
    await stage.says('mia', stage.customerRoom, 'Good morning Ann, how are the ovens?');
    await stage.says(
      'ann',
      stage.customerRoom,
      'The oven broke down again, this is terrible and nobody answers!',
    );
    const prompt = await next(/Please follow up[\s\S]*Complaint open/, direct);
    expect(prompt.text).toMatch(/The oven broke down again/);
    await stage.presses(prompt, /^Done$/);
    await next(/^Done: /, alone);
    if (!stage.takesButtonsOff) return;
    await until(
      () => stage.said().find((each) => each.ref === prompt.ref)?.buttons.length === 0,
      'The prompt still has its buttons.',
    );
    expect(stage.said().find((each) => each.ref === prompt.ref)?.text).toMatch(/✓ Done: /);
  });

  test('who asks how the customer is, in the room where that is heard, is answered alone', async () => {
    await stage.says('mia', stage.asks.room, stage.asks.text);
    const answer = await next(/acme/i, (said) => alone(said) && /health/i.test(said.text));
    expect(answer.text).toMatch(/churn/i);
  });

  test('an outsider who calls it gets no answer', async () => {
    await chat.settles();
    const before = stage.said().length;
    await stage.says('ann', stage.customerRoom, `${stage.bot} status`);
    await chat.settles();
    expect(stage.said()).toHaveLength(before);
  });

  test('in a room of members alone it answers openly', async () => {
    await stage.invites(stage.teamRoom);
    await stage.says('mia', stage.teamRoom, `${stage.bot} room managers`);
    await next(/is now a managers' room/, (said) => said.conversation === stage.teamRoom);
  });

  test('a silence is told to the rep and stands in the digest in the managers’ room', async () => {
    // At once, and not a day and a digest at a time: a platform takes one message a second in a room.
    await writeSetting(app.db, 'clock.offset', 27 * dayMs);
    await chat.clock.advance({ days: 8 });
    await next(/Inactive/, direct);
    const digest = await next(
      /Customer digest[\s\S]*Newly at risk/i,
      (said) => said.conversation === stage.teamRoom,
    );
    expect(digest.text).toMatch(/acme/i);
  }, 60_000);

  test('care goes into the customer’s room as the platform lets it, and counts as sent when it is', async () => {
    // At ten in the morning: nobody is written to at night.
    const company = createCompany(app.config.zone, 'none');
    const now = await chat.clock.now();
    const ten = company.zone.at(company.zone.dayOf(now) + 1, 10 * 60);
    await chat.clock.advance({ minutes: Math.ceil((ten - now) / minuteMs) });
    const at = await chat.clock.now();
    const { id } = await customerRoom().executeTakeFirstOrThrow();
    const request = {
      key: 'story',
      flow: 'story',
      to: { roomId: id },
      purpose: 'service',
      priority: 5,
      message: customerMessage(careWords),
    } as const;
    const asked = await app.db.transaction().execute((trx) => contact(trx, { company }, request, at));
    expect(asked).toMatchObject({ status: 'queued' });
    const becomes = async (status: string): Promise<string | null> => {
      const found = await until(
        () =>
          app.db
            .selectFrom('outbox')
            .select('problem')
            .where('idempotency_key', '=', 'contact/story')
            .where('status', '=', status)
            .executeTakeFirst(),
        `Care does not become ${status}.`,
        20_000,
      );
      return found.problem;
    };
    const inTranscript = async () =>
      (await app.db.selectFrom('message').select('text').where('text', '=', careWords).execute()).length;
    const { care } = stage;
    const problem = await becomes(care.becomes);
    if (care.becomes === 'refused') expect(problem).toMatch(care.reason);
    if (care.becomes === 'pending-human') {
      expect([stage.sentTo(stage.customerRoom), await inTranscript()]).toEqual([[], 0]);
      await chat.clock.advance({ minutes: 5 });
      care.confirm();
      await chat.clock.advance({ minutes: 5 });
      await becomes('sent');
    }
    expect(await inTranscript()).toBe(care.becomes === 'refused' ? 0 : 1);
  }, 60_000);

  test('nothing that the bot ever sent stands in the room with the outsider, but for the care', () => {
    expect(stage.said().some((each) => internal.test(each.text))).toBe(true);
    const sent = stage.sentTo(stage.customerRoom);
    expect(sent).toHaveLength(stage.care.becomes === 'refused' ? 0 : 1);
    for (const each of sent) expect(each).toContain(careWords);
    const seen = stage.said().filter((each) => each.conversation === stage.customerRoom);
    for (const each of seen) if (each.onlyFor === undefined) expect(each.text).toContain(careWords);
  });

  return { stage: () => stage, app: () => app, chat: () => chat };
};
