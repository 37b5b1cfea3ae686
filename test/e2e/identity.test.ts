import { afterAll, beforeAll, expect, test } from 'vitest';
import { askWhoIsSame } from '../../bot/identity/ask-same.ts';
import type { InboundEvent } from '../../core/events.ts';
import { findPeople } from '../../db/people.ts';
import { ensureRooms } from '../../db/rooms.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { account, seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({
    seed: async (db) => {
      await seedCompany(db);
      // One community on each of three platforms.
      await ensureRooms(
        db,
        [
          { platform: 'wecom' as const, account: 'ww1', externalId: 'wrCLUB' },
          { platform: 'slack' as const, account: 'T1', externalId: 'C1' },
        ].map((each) => ({ ...each, kind: 'group', purpose: 'community', name: each.externalId })),
      );
    },
  });
  chat = openChat(app);
});

afterAll(() => app.stop());

let count = 0;
const said = (
  where: { readonly platform: 'web' | 'wecom' | 'slack'; readonly account: string; readonly room: string },
  person: { readonly id: string; readonly name: string; readonly external: boolean | 'unknown' },
  text: string,
): InboundEvent => {
  count++;
  return {
    id: `delivery-${count}`,
    at: Date.now() - 60_000 + count,
    platform: where.platform,
    account: where.account,
    person: { ...person, kind: 'human' },
    conversation: { id: where.room, kind: 'group' },
    type: 'message',
    message: `m${count}`,
    text,
    mentionsBot: false,
    attachments: [],
  };
};
const idOnWecom = 'wmEVE000000000000000000000000001';
const onWeb = { platform: 'web', account, room: 'club' } as const;
const onWecom = { platform: 'wecom', account: 'ww1', room: 'wrCLUB' } as const;
const onSlack = { platform: 'slack', account: 'T1', room: 'C1' } as const;
const eve = (id: string, name = 'Eve Moreau') => ({ id, name, external: true });

const hears = async (...events: readonly InboundEvent[]): Promise<void> => {
  for (const event of events) await app.deliver([event]);
  await chat.settles();
};
const customerNames = async () =>
  (
    await app.db.selectFrom('customer').select('name').where('state', 'is not', null).orderBy('id').execute()
  ).map((each) => each.name);
const grace = () => chat.as('grace', 'dm:grace');

test('people of one name are never joined by themselves, nor even suggested for their name alone', async () => {
  await hears(
    said(onWeb, eve('eve-web'), 'Which beans are best for cold brew?'),
    said(onWecom, eve(idOnWecom), '请问什么时候发货？'),
    said(onSlack, eve('U777'), 'Is the grinder back in stock?'),
  );
  expect((await customerNames()).filter((name) => name === 'Eve Moreau')).toHaveLength(3);
  await askWhoIsSame(app.db, Date.now());
  await grace().says('merge');
  await chat.bot.replies(/Nobody seems to be there twice/);
});

test('who named one phone number is suggested to somebody who sees both, and joined when they say so', async () => {
  await hears(
    said(onWeb, eve('eve-web'), 'You can call me at 13800001111.'),
    said(onWecom, eve(idOnWecom), '我的电话是13800001111，方便时打给我'),
  );
  await askWhoIsSame(app.db, Date.now());
  await chat.as('zhou', 'dm:zhou').says('help');
  const asked = await (async () => {
    await grace().says('merge');
    return chat.bot.replies(/both named one phone number \(…1111\)/);
  })();
  expect((await customerNames()).filter((name) => name === 'Eve Moreau')).toHaveLength(3);
  await grace().presses(asked, /They are one/);
  const done = await chat.bot.replies(/Eve Moreau is merged into Eve Moreau/);
  expect((await customerNames()).filter((name) => name === 'Eve Moreau')).toHaveLength(2);
  // The same suggestion is not made again.
  await grace().says('merge');
  await chat.bot.replies(/Nobody seems to be there twice/);
  await grace().presses(done, /Take it back/);
  await chat.bot.replies(/stands on its own again/);
  expect((await customerNames()).filter((name) => name === 'Eve Moreau')).toHaveLength(3);
});

/** The number of the customer that somebody is when nothing is merged. */
const numberOf = async (platform: string, id: string): Promise<number> => {
  const { customer } = await app.db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select((each) => each.fn.coalesce('home_customer_id', 'customer_id').as('customer'))
    .where('platform', '=', platform)
    .where('external_id', '=', id)
    .executeTakeFirstOrThrow();
  return customer ?? 0;
};
test('one customer over three platforms: what is said anywhere counts, and comes apart again', async () => {
  const web = await numberOf('web', 'eve-web');
  const wecom = await numberOf('wecom', idOnWecom);
  const slack = await numberOf('slack', 'U777');
  await grace().says(`merge #${wecom} #${web}`);
  await chat.bot.replies(/is merged into/);
  await grace().says(`合并 #${slack} #${web}`);
  await chat.bot.replies(/已并入/);
  await hears(said(onSlack, eve('U777'), 'The grinder broke down again, this is terrible!'));
  await grace().says(`timeline #${web}`);
  const lines = await chat.bot.replies(/timeline/);
  for (const words of [/cold brew/, /什么时候发货/, /back in stock/, /broke down again/])
    expect(lines.text).toMatch(words);
  // A number of before leads to where it counts now.
  await grace().says(`status #${slack}`);
  await chat.bot.replies(/Eve Moreau[\s\S]*Health/);
  await grace().says('取消合并 “Eve Moreau”');
  await chat.bot.replies(/要拆开哪一个|对应 3 个客户/);
  await grace().says(`unmerge #${slack}`);
  await chat.bot.replies(/stands on its own again/);
  await chat.settles();
  await grace().says(`timeline #${slack}`);
  const own = await chat.bot.replies(/timeline/);
  expect(own.text).toMatch(/broke down again/);
  expect(own.text).not.toMatch(/cold brew/);
});

test('the people of one human are known to be the same only while they are merged', async () => {
  const people = await findPeople(app.db, { platform: 'wecom', account: 'ww1' }, [idOnWecom]);
  const web = await findPeople(app.db, { platform: 'web', account }, ['eve-web']);
  const row = async () =>
    app.db
      .selectFrom('person')
      .select('same_as')
      .where('id', '=', people.get(idOnWecom)?.id ?? 0)
      .executeTakeFirstOrThrow();
  expect((await row()).same_as).toBe(web.get('eve-web')?.id);
  await grace().says(`unmerge #${await numberOf('wecom', idOnWecom)}`);
  await chat.bot.replies(/stands on its own again/);
  expect((await row()).same_as).toBeNull();
});

test('a rep merges their own customers only', async () => {
  const { id: chen } = await app.db
    .selectFrom('customer')
    .select('id')
    .where('name', '=', '晨光书店')
    .executeTakeFirstOrThrow();
  await chat.as('mia', 'dm:mia').says(`merge #${chen} "Acme Ltd"`);
  await chat.bot.replies(/There is no customer/);
});

test('a member says that somebody unknown is a customer; what they said before counts then', async () => {
  const nina = { id: 'nina', name: 'Nina', external: 'unknown' as const };
  await hears(said(onWeb, nina, 'My order has not arrived, who can help?'));
  expect(await customerNames()).not.toContain('Nina');
  await grace().says('person Nina customer');
  const done = await chat.bot.replies(/Nina is now on the customer's side/);
  await chat.settles();
  expect(await customerNames()).toContain('Nina');
  await grace().says('timeline Nina');
  await chat.bot.replies(/My order has not arrived/);
  await grace().presses(done, /Take it back/);
  await chat.bot.replies(/Nina is now unknown/);
});

test('that somebody is one of ours only a lead or above may say, and never of themselves', async () => {
  const omar = { id: 'omar', name: 'Omar', external: 'unknown' as const };
  await hears(said(onWeb, omar, 'Hello all'));
  await chat.as('mia', 'dm:mia').says('person Omar ours');
  await chat.bot.replies(/Only a lead, manager or admin/);
  await chat.as('zhou', 'dm:zhou').says('人员 Omar 同事');
  await chat.bot.replies(/Omar 现在是同事/);
  const member = await app.db
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select('role')
    .where('person.name', '=', 'Omar')
    .execute();
  expect(member).toEqual([{ role: 'rep' }]);
  await grace().says('person grace unknown');
  await chat.bot.replies(/You cannot change your own side/);
});

test('a member says where somebody’s clock runs, for the quiet hours of care', async () => {
  await grace().says('person Alice zone Mars/Olympus');
  await chat.bot.replies(/"Mars\/Olympus" is no time zone; write a name such as Asia\/Shanghai/);
  await grace().says('person Alice zone Asia/Tokyo');
  await chat.bot.replies(/Alice: time zone Asia\/Tokyo\. Quiet hours go by it/);
  await grace().says('人员 Alice 时区');
  await chat.bot.replies(/Alice 按公司时区/);
});

test('a colleague who has a second id is said to be the member; their customers come along, and the member is told', async () => {
  const second = { id: 'wechaty:168', name: 'Mia on WeCom', external: false };
  await hears(said(onWecom, second, '大家好，有问题请找我。'), said(onWecom, eve(idOnWecom), '好的'));
  const owned = () =>
    app.db
      .selectFrom('customer')
      .innerJoin('person', 'person.id', 'customer.owner_id')
      .select(['customer.name', 'person.name as owner'])
      .where('customer.id', '=', customer)
      .executeTakeFirst();
  const customer = await numberOf('wecom', idOnWecom);
  await grace().says(`owner #${customer} "Mia on WeCom"`);
  await chat.bot.replies(/Mia on WeCom/);
  expect(await owned()).toMatchObject({ owner: 'Mia on WeCom' });
  await chat.as('mia', 'dm:mia').says('person "Mia on WeCom" ours Mia Carter');
  await chat.bot.replies(/Only a lead, manager or admin/);
  await chat.as('mia', 'dm:mia').says('help');
  await grace().says('person "Mia on WeCom" ours Mia Carter');
  const done = await chat.bot.replies(/Mia on WeCom is now one of ours \(Mia Carter\)/);
  await chat.bot.writesTo('mia', /Eve Moreau/);
  expect(await owned()).toMatchObject({ owner: 'Mia Carter' });
  const where = { platform: 'wecom', account: 'ww1' } as const;
  const known = async () => (await findPeople(app.db, where, [second.id])).get(second.id)?.name;
  expect(await known()).toBe('Mia Carter');
  await grace().presses(done, /Take it back/);
  await chat.bot.replies(/Mia on WeCom is now one of ours\./);
  expect(await known()).toBe('Mia on WeCom');
});

test('who joined whom is in the audit log', async () => {
  const rows = await app.db.selectFrom('audit').select('action').execute();
  const actions = new Set(rows.map((each) => each.action));
  for (const action of ['merged', 'unmerged', 'said-same', 'person']) expect(actions).toContain(action);
});
