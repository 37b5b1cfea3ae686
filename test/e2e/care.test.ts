import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contact } from '../../bot/care/contact.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { refoldCustomers } from '../../bot/ingest/refold.ts';
import { shippedLimits } from '../../core/care/limits.ts';
import { customerMessage } from '../../core/messages.ts';
import { findTraces } from '../../db/erase.ts';
import { storeVersion } from '../../db/versions.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

/** Messages come at whatever hour the test runs. */
const anyHour = { quietFromMinute: 0, quietUntilMinute: 0, quietHolidays: false };

beforeAll(async () => {
  app = await startTestApp({
    seed: async (db) => {
      await seedCompany(db);
      await storeVersion(db, {
        kind: 'behaviour',
        fromAt: 0,
        createdAt: 0,
        createdBy: 'test',
        content: { care: anyHour },
      });
    },
  });
  chat = openChat(app);
});

afterAll(() => app.stop());

const personId = async (name: string): Promise<number> =>
  (await app.db.selectFrom('person').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;

let count = 0;
/** Asks for a care message to somebody as a playbook would, and returns what came of it. */
const care = async (name: string): Promise<string> => {
  const company = createCompany('Asia/Shanghai', 'cn');
  const outcome = await app.db.transaction().execute(async (trx) =>
    contact(
      trx,
      { company },
      {
        key: `care-${++count}`,
        flow: 'test',
        to: { personId: await personId(name) },
        purpose: 'service',
        priority: 5,
        message: customerMessage('How are you doing?'),
      },
      await chat.clock.now(),
    ),
  );
  return outcome.status === 'blocked' ? outcome.reason : outcome.status;
};

describe('a customer who wants no messages', () => {
  test('says so in a word, is told that it holds, and their owner hears of it', async () => {
    await chat.as('bob', 'acorn').says('Thanks, all is well here.');
    await chat.settles();
    await chat.as('bob', 'acorn').says('STOP');
    await chat.bot.replies(/we will not write to you on our own account/);
    await chat.bot.writesTo('mia', /Bob opted out/);
    expect(await care('Bob')).toBe('opted-out');
  });

  test('is answered in Chinese, and in private when others are in the room', async () => {
    await chat.as('wang', 'chenguang').says('退订');
    await chat.bot.replies(/已为您退订/);
    await chat.bot.writesTo('lin', /王老师 已退订/);
    await chat.as('amy', 'club').says('别再给我发广告了');
    await chat.bot.staysSilent();
    await chat.bot.writesTo('amy', /已为您退订/);
    await chat.as('amy', 'club').says('恢复订阅');
    await chat.bot.writesTo('amy', /已恢复订阅/);
  });

  test('can want them again, and says so in a word', async () => {
    await chat.as('bob', 'acorn').says('subscribe');
    await chat.bot.replies(/you will hear from us again/);
    expect(await care('Bob')).toBe('queued');
    await chat.settles();
  });

  test('the word for wanting them means nothing from somebody who never refused', async () => {
    await chat.as('carol', 'cedar').says('start');
    await chat.bot.staysSilent();
  });

  test('a member writes it down, for one person or for all of a customer, and takes it back', async () => {
    await chat.as('mia', 'dm:mia').says('optout Amy');
    await chat.bot.replies(/^Amy: opted out/);
    expect([await care('Amy'), await care('Alice')]).toStrictEqual(['opted-out', 'queued']);
    await chat.as('mia', 'dm:mia').says('optout Amy back');
    await chat.bot.replies(/^Amy may be written to again/);
    expect(await care('Amy')).toBe('queued');
    await chat.as('lin', 'dm:lin').says('退订 晨光书店 恢复');
    await chat.bot.replies(/已恢复：王老师/);
    await chat.as('lin', 'dm:lin').says('退订 Amy');
    await chat.bot.replies(/没有找到/);
    await chat.settles();
  });
});

describe('what somebody agreed to', () => {
  test('is written down with the text they saw, and shown with who wrote it', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('consent Carol marketing yes privacy-v3');
    await chat.bot.replies(/Carol agreed to marketing messages/);
    await mia.says('consent Carol');
    expect((await chat.bot.replies(/^Consent of Carol/)).text).toMatch(
      /marketing: agreed \(member, text privacy-v3, noted by Mia Carter\)/,
    );
    await mia.says('consent Carol marketing perhaps');
    await chat.bot.replies(/consent NAME \[PURPOSE yes\|no/);
  });
});

describe('a broadcast', () => {
  test('is planned for a rep, approved by their lead, tried, sent, and its one card tells how it stands', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('broadcast new rooms customer "Cedar Cafe" for service: We open at eight.');
    await chat.bot.replies(/Broadcast #1 is being planned/);
    const asked = await chat.bot.writesTo('zhou', /请批准：群发 #1/);
    expect(asked.text).toMatch(/We open at eight/);
    expect(asked.text).not.toMatch(/Carol|Cedar/);
    await mia.says('broadcast 1 approve');
    await chat.bot.replies(/Your role may not do this/);
    await mia.says('broadcast 1 preview');
    await chat.bot.replies(/goes to[\s\S]*(cedar|Nobody)/);
    await chat.as('zhou', 'dm:zhou').presses(asked, /批准试发/);
    await chat.bot.replies(/小范围试发中|试发完成|已完成/);
    await mia.says('broadcast 1');
    await chat.bot.replies(/Broadcast #1/);
    await mia.says('broadcast');
    await chat.bot.replies(/#1 .* We open at eight/);
    await chat.as('lin', 'dm:lin').says('群发 1');
    await chat.bot.replies(/没有群发 #1/);
  });
});

describe('somebody who wants to be forgotten', () => {
  test('can have a copy first, which the asker alone sees', async () => {
    await chat.as('mia', 'acorn').says('@Tend export Bob');
    await chat.settles();
    const seen = await chat.as('bob', 'acorn').sees();
    expect(seen.filter((each) => /Stored about/.test(each.text))).toStrictEqual([]);
    await chat.as('mia', 'dm:mia').says('export Bob');
    expect((await chat.bot.replies(/^Stored about/)).text).toMatch(/Thanks, all is well here/);
  });

  test('is shown, asked for by one and approved by another; nothing of theirs is left', async () => {
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('status Acorn Bakery');
    await chat.bot.replies(/^Acorn Bakery/);
    await mia.says('forget "Acorn Bakery"');
    const shown = await chat.bot.replies(/Erase Acorn Bakery\?/);
    await mia.presses(shown, /Ask for erasure/);
    await chat.bot.replies(/went to Grace Hall/);
    const asked = await chat.bot.writesTo('grace', /Please approve the erasure of Acorn Bakery/);
    await mia.says('forget approve 1');
    await chat.bot.replies(/Only a manager or admin/);
    await chat.as('grace', 'dm:grace').presses(asked, /^Approve$/);
    const proof = await chat.bot.replies(/^Proof of erasure #1/);
    expect(proof.text).toMatch(/Messages: [1-9]/);
    expect(proof.text).toMatch(/still stands: 0/);
    await chat.settles();
    expect(await findTraces(app.db, ['Acorn Bakery', 'Thanks, all is well here'])).toStrictEqual({});
    await chat.as('grace', 'dm:grace').says('forget approve 1');
    await chat.bot.replies(/no such request open/);
  });

  test('gets no message when they come back, and their old words are not taken in again', async () => {
    const base = {
      platform: 'web',
      account: 'bakery',
      person: { id: 'bob', name: 'Bob', kind: 'human', external: true },
      conversation: { id: 'club', kind: 'group' },
      type: 'message',
      mentionsBot: false,
      attachments: [],
    };
    const now = await chat.clock.now();
    await app.deliver([
      { ...base, id: 'old-1', at: now - 3_600_000, message: 'old-1', text: 'What I said back then.' },
      { ...base, id: 'new-1', at: now + 1, message: 'new-1', text: 'Hello again.' },
    ]);
    await chat.settles();
    expect(await findTraces(app.db, ['What I said back then'])).toStrictEqual({});
    expect(await care('Bob')).toBe('opted-out');
  });

  test('may be one person of several: the others stay, and the customer is as if they had never been', async () => {
    await chat.as('amy', 'acme').says('Our secret recipe is rye.');
    await chat.as('alice', 'acme').says('As Amy says, rye it is.');
    await chat.settles();
    const mia = chat.as('mia', 'dm:mia');
    await mia.says('forget Amy confirm');
    await chat.bot.replies(/went to Grace Hall/);
    await chat.as('grace', 'dm:grace').says('forget approve 2');
    await chat.bot.replies(/^Proof of erasure #2/);
    await chat.settles();
    expect(await findTraces(app.db, ['secret recipe'])).toStrictEqual({});
    const talk = (await chat.as('alice', 'acme').sees()).map((each) => each.text);
    expect(talk).toContain('As [erased] says, rye it is.');
    const stateOf = async () =>
      app.db
        .selectFrom('customer')
        .select(['id', 'state'])
        .where('name', '=', 'Acme Ltd')
        .executeTakeFirstOrThrow();
    const before = await stateOf();
    expect(JSON.stringify(before.state)).not.toContain('amy');
    const now = await chat.clock.now();
    await app.db
      .transaction()
      .execute((trx) => refoldCustomers(trx, createCompany('Asia/Shanghai', 'cn'), [before.id], now));
    expect(await stateOf()).toStrictEqual(before);
  });
});

test('the shipped limits are those of the domain', () => {
  expect(shippedLimits).toMatchObject({ personMost: 1, personDays: 7, roomMost: 1, roomDays: 7 });
  expect(shippedLimits).toMatchObject({ quietFromMinute: 1260, quietUntilMinute: 540, quietHolidays: true });
});
