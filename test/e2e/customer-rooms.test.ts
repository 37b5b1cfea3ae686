import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../core/events.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Chat, openChat } from '../support/chat.ts';
import { account, seedCompany } from '../support/company.ts';

let app: TestApp;
let chat: Chat;

beforeAll(async () => {
  app = await startTestApp({ seed: seedCompany });
  chat = openChat(app);
});

afterAll(() => app.stop());

const customerNamed = (name: string) =>
  app.db.selectFrom('customer').selectAll().where('name', '=', name).executeTakeFirstOrThrow();

const interactionsOf = async (name: string) => {
  const { id } = await customerNamed(name);
  return app.db
    .selectFrom('interaction')
    .selectAll()
    .where('customer_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
};

const openRules = async (name: string) => {
  const { id } = await customerNamed(name);
  const rows = await app.db
    .selectFrom('follow_up')
    .select(['rule', 'status'])
    .where('customer_id', '=', id)
    .where('status', 'in', ['open', 'snoozed'])
    .execute();
  return rows.map((each) => `${each.rule} ${each.status}`).sort();
};

describe('a complaint', () => {
  test('prompts the owner in their own chat, with the words, advice and buttons; the room hears nothing', async () => {
    const alice = chat.as('alice', 'acme');
    await alice.says('The oven broke down again, this is terrible and nobody answers the phone!');
    const prompt = await chat.bot.writesTo('mia', /Please follow up[\s\S]*Acme Ltd · Complaint open/);
    expect(prompt.text).toMatch(/> The oven broke down again/);
    expect(prompt.text).toMatch(/Reply now: own it/);
    await chat.bot.staysSilent();
    expect((await alice.sees()).map((each) => each.person.id)).toEqual(['alice']);
  });

  test('is closed as done by the button, once', async () => {
    const mia = chat.as('mia', 'dm:mia');
    const prompt = (await mia.sees()).findLast((each) => /Complaint open/.test(each.text));
    if (!prompt) throw new Error('There is no prompt.');
    await mia.presses(prompt, /^Done$/);
    await chat.bot.replies(/^Done: Acme Ltd · Complaint open/);
    expect(await openRules('Acme Ltd')).not.toContain('R9 open');
    await mia.presses(prompt, /^Done$/);
    await chat.bot.replies(/closed already/);
  });

  test('can be snoozed until tomorrow or marked as wrong', async () => {
    await chat
      .as('bob', 'acorn')
      .says('I am very disappointed, the delivery is late again and the quality is awful.');
    const prompt = await chat.bot.writesTo('mia', /Acorn Bakery · Complaint open/);
    const mia = chat.as('mia', 'dm:mia');
    await mia.presses(prompt, /^Later$/);
    await mia.presses(await chat.bot.replies(/Until when\?/), /^Tomorrow$/);
    await chat.bot.replies(/Will come back at \d{4}-\d\d-\d\d 09:00: Acorn Bakery/);
    expect(await openRules('Acorn Bakery')).toContain('R9 snoozed');
    await mia.presses(prompt, /^Wrong$/);
    await chat.bot.replies(/Marked as wrong: Acorn Bakery/);
    expect(await openRules('Acorn Bakery')).not.toContain('R9 snoozed');
  });

  test('cannot be settled by another rep', async () => {
    await chat.as('carol', 'cedar').says('This is unacceptable, the cups were broken and I want a refund!');
    const prompt = await chat.bot.writesTo('mia', /Cedar Cafe · Complaint open/);
    await chat.as('lin', 'dm:lin').presses(prompt, /^Done$/);
    await chat.bot.replies(/不是您的客户/);
    expect(await openRules('Cedar Cafe')).toContain('R9 open');
  });

  test('is answered when the rep replies, and the follow-up ends by itself', async () => {
    await chat
      .as('mia', 'cedar')
      .says('Carol, I am so sorry. New cups go out this afternoon and the refund is booked.');
    await chat.settles();
    expect(await openRules('Cedar Cafe')).not.toContain('R9 open');
  });

  test('in Chinese prompts in Chinese', async () => {
    await chat.as('wang', 'chenguang').says('机器又坏了，这服务太差了，我要投诉！');
    const prompt = await chat.bot.writesTo('lin', /请跟进[\s\S]*晨光书店 · 投诉待处理/);
    expect(prompt.text).toMatch(/> 机器又坏了/);
  });
});

describe('the bot in a room with customers', () => {
  test('answers a member alone, so that the customer sees nothing', async () => {
    const alice = chat.as('alice', 'acme');
    await chat.as('mia', 'acme').says('@Tend status');
    const said = await chat.bot.replies(/^Acme Ltd/);
    expect(said.onlyFor).toBe('mia');
    await chat.settles();
    expect((await alice.sees()).some((each) => each.person.side === 'bot')).toBe(false);
    expect((await chat.as('mia', 'acme').sees()).some((each) => each.id === said.id)).toBe(true);
  });

  test('answers openly where only members are', async () => {
    await chat.as('mia', 'team').says('@Tend status Acme Ltd');
    const said = await chat.bot.replies(/^Acme Ltd/);
    expect(said.onlyFor).toBeUndefined();
    expect((await chat.as('lin', 'team').sees()).some((each) => each.id === said.id)).toBe(true);
  });

  test('gives managers’ figures to the asker alone in the team room', async () => {
    await chat.as('grace', 'team').says('@Tend digest');
    expect((await chat.bot.replies(/Customer digest/)).onlyFor).toBe('grace');
  });

  test('says nothing to a customer who calls it, and keeps their words as any others', async () => {
    const before = (await interactionsOf('Acme Ltd')).length;
    await chat.as('alice', 'acme').says('@Tend status Acme Ltd');
    await chat.bot.staysSilent();
    await chat.as('alice', 'acme').says('@Tend 状态');
    await chat.bot.staysSilent();
    expect(await interactionsOf('Acme Ltd')).toHaveLength(before + 2);
  });

  test('says nothing when a customer presses a button of the bot', async () => {
    const prompt = (await chat.as('mia', 'dm:mia').sees()).findLast((each) =>
      /Cedar Cafe · /.test(each.text),
    );
    if (!prompt) throw new Error('There is no prompt.');
    await chat.as('alice', 'acme').presses(prompt, /^Done$/);
    await chat.bot.staysSilent();
  });

  test('stays silent when nobody calls it', async () => {
    await chat.as('mia', 'acme').says('Alice, the technician comes at three.');
    await chat.bot.staysSilent();
  });
});

describe('what changes afterwards', () => {
  test('an edited message counts with its new words', async () => {
    const amy = chat.as('amy', 'acme');
    const key = await amy.says('The invoice is wrong again, this is a disaster, I want to complain.');
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).warnings).toContain('R9');
    await amy.edits(key, 'The invoice is fine, thank you.');
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).warnings).not.toContain('R9');
    const shown = (await amy.sees()).find((each) => each.key === key);
    expect(shown).toMatchObject({ text: 'The invoice is fine, thank you.', editedAt: expect.any(Number) });
  });

  test('a recalled message says nothing any more, and its words are gone', async () => {
    const amy = chat.as('amy', 'acme');
    const key = await amy.says('I want to complain: this worst supplier broke the machine again!');
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).warnings).toContain('R9');
    await amy.recalls(key);
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).warnings).not.toContain('R9');
    const shown = (await amy.sees()).find((each) => each.key === key);
    expect(shown).toMatchObject({ text: '', recalledAt: expect.any(Number) });
    const kept = await app.db
      .selectFrom('message')
      .select('id')
      .where('text', 'like', '%worst supplier%')
      // The bot's prompts to the owner keep their quote.
      .where('person_id', 'is not', null)
      .execute();
    expect(kept).toEqual([]);
  });

  test('a reaction is shown and counts as a sign of life, once', async () => {
    const key = await chat.as('mia', 'acme').says('The new ovens are on their way.');
    await chat.settles();
    const before = (await interactionsOf('Acme Ltd')).filter((each) => each.kind === 'reaction').length;
    const amy = chat.as('amy', 'acme');
    await amy.reacts(key, '👍');
    await chat.settles();
    expect((await amy.sees()).find((each) => each.key === key)?.reactions).toEqual([
      { emoji: '👍', people: ['amy'] },
    ]);
    await amy.reacts(key, '👍', 'removed');
    await chat.settles();
    expect((await amy.sees()).find((each) => each.key === key)?.reactions).toEqual([]);
    const after = (await interactionsOf('Acme Ltd')).filter((each) => each.kind === 'reaction').length;
    expect(after - before).toBe(1);
  });
});

describe('coming and going', () => {
  const person = (id: string, name: string) => ({ id, name, kind: 'human' as const, external: true });
  const change = (
    type: 'joined' | 'left',
    room: string,
    people: readonly ReturnType<typeof person>[],
  ): InboundEvent => {
    const [first] = people;
    if (!first) throw new Error('Nobody comes or goes.');
    return {
      id: `${type}-${room}-${first.id}-${crypto.randomUUID()}`,
      at: Date.now(),
      platform: 'web',
      account,
      person: first,
      conversation: { id: room, kind: 'group' },
      type,
      people: [...people],
    };
  };

  test('a customer whose last person leaves the last room is lost, and won back by coming again', async () => {
    await app.deliver([change('left', 'chenguang', [person('wang', '王老师')])]);
    await chat.settles();
    expect(await customerNamed('晨光书店')).toMatchObject({ stage: 'churned', health: 0 });
    await app.deliver([change('joined', 'chenguang', [person('wang', '王老师')])]);
    await chat.settles();
    expect((await customerNamed('晨光书店')).stage).toBe('won_back');
  });

  test('a customer with someone left in the room is not lost', async () => {
    await app.deliver([change('left', 'acme', [person('amy', 'Amy')])]);
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).stage).not.toBe('churned');
    await app.deliver([change('left', 'acme', [person('alice', 'Alice')])]);
    await chat.settles();
    expect((await customerNamed('Acme Ltd')).stage).toBe('churned');
  });

  test('whoever joined the team room from outside keeps figures out of it', async () => {
    await app.deliver([change('joined', 'team', [person('eve', 'Eve')])]);
    await chat.settles();
    await chat.as('mia', 'team').says('@Tend status Acorn Bakery');
    expect((await chat.bot.replies(/^Acorn Bakery/)).onlyFor).toBe('mia');
    await app.deliver([change('left', 'team', [person('eve', 'Eve')])]);
    await chat.settles();
    await chat.as('mia', 'team').says('@Tend status Acorn Bakery');
    expect((await chat.bot.replies(/^Acorn Bakery/)).onlyFor).toBeUndefined();
  });
});
