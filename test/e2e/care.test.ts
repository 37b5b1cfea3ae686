import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contact } from '../../bot/care/contact.ts';
import { createCompany } from '../../bot/ingest/context.ts';
import { shippedLimits } from '../../core/care/limits.ts';
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
        message: { audience: 'customer', text: 'How are you doing?' },
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

test('the shipped limits are those of the domain', () => {
  expect(shippedLimits).toMatchObject({ personMost: 1, personDays: 7, roomMost: 1, roomDays: 7 });
  expect(shippedLimits).toMatchObject({ quietFromMinute: 1260, quietUntilMinute: 540, quietHolidays: true });
});
