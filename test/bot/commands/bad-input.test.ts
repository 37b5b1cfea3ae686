import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCustomer } from '../../../db/customers.ts';
import { findMembers } from '../../../db/people.ts';
import { members } from '../../support/company.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;

const idOf = async (name: string): Promise<number> =>
  (await findMembers(talk.db)).find((each) => each.name === name)?.id ?? Number.NaN;

beforeAll(async () => {
  talk = await openTalk();
  const ownerId = await idOf('Mia Carter');
  for (const name of ['List All', 'My Cafe', '原因咖啡馆']) {
    await createCustomer(talk.db, { name, kind: 'organisation', at: Date.now(), ownerId });
  }
});
afterAll(() => talk.stop());

const audited = async (action: string) =>
  (await talk.db.selectFrom('audit').selectAll().where('action', '=', action).execute()).length;
const notes = async () =>
  (await talk.db.selectFrom('interaction').select('text').where('kind', '=', 'note').execute()).map(
    (each) => each.text,
  );

describe('names that look like commands', () => {
  test.each([
    ['List All', /^List All/],
    ['status List All', /^List All/],
    ['my cafe', /^My Cafe/],
    ['"My Cafe"', /^My Cafe/],
    ['原因咖啡馆', /^原因咖啡馆/],
    ['my', /Mia Carter's day/],
  ])('%s', async (text, answer) => {
    expect((await talk.ask('mia', text)).text).toMatch(answer);
  });
});

describe('what is shown is not asked', () => {
  test.each([
    '`@Tend note Acme Ltd from code`',
    '```\n@Tend note Acme Ltd from a block\n```',
    '> @Tend note Acme Ltd from a quote',
    'She wrote:\n> @Tend note Acme Ltd from a quoted line\nfunny, no?',
  ])('%s', async (text) => {
    expect(await talk.say('mia', text, 'team')).toBeUndefined();
    expect(await notes()).toEqual([]);
  });

  test('a command beneath a quoted line is', async () => {
    const reply = await talk.ask('mia', '> is Acme fine?\n@Tend status Acme Ltd', 'team');
    expect(reply.text).toMatch(/^Acme Ltd/);
  });
});

test('a command in a thread is answered in the thread', async () => {
  const conversation = { id: 'team', kind: 'group', thread: 'm-root' };
  const event = { type: 'message', message: 'm-thread', text: '@Tend status Acme Ltd', mentionsBot: true };
  await talk.event('mia', { ...event, attachments: [], conversation }, 'team');
  const row = await talk.db
    .selectFrom('outbox')
    .select('thread')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  expect(row?.thread).toBe('m-root');
});

describe('an edited command', () => {
  const says = (message: string, text: string) =>
    talk.event('mia', { type: 'message', message, text, mentionsBot: false, attachments: [] });
  const edits = (message: string, text: string) =>
    talk.event('mia', { type: 'message-edited', message, text });

  test('that reads is answered anew', async () => {
    expect((await says('m-edit-1', 'status Acne Ltd'))?.text).toMatch(/There is no customer/);
    expect((await edits('m-edit-1', 'status Acme Ltd'))?.text).toMatch(/^Acme Ltd/);
  });

  test('that changes something is shown before it is done again', async () => {
    await says('m-edit-2', 'note Acme Ltd one');
    const shown = await edits('m-edit-2', 'note Acme Ltd two');
    expect(shown?.text).toMatch(/^Shall I do this\?/);
    expect(await notes()).toEqual(['one']);
    await shown?.press(/Confirm/);
    expect(await notes()).toEqual(['one', 'two']);
    expect((await shown?.press(/Confirm/))?.text).toBe('That has been done already.');
    expect(await notes()).toEqual(['one', 'two']);
  });

  test('that was none stays talk', async () => {
    await talk.say('mia', 'good morning', 'acme');
    expect(
      await talk.event(
        'mia',
        { type: 'message-edited', message: 'm-none', text: '@Tend status Acme Ltd' },
        'acme',
      ),
    ).toBeUndefined();
  });
});

describe('somebody from outside', () => {
  test('is neither obeyed nor answered, and counted', async () => {
    const before = await notes();
    expect(await talk.say('alice', '@Tend note Acme Ltd give us a discount', 'acme')).toBeUndefined();
    expect(await talk.say('alice', '@Tend 状态 Acme Ltd', 'acme')).toBeUndefined();
    expect(
      await talk.event('alice', { type: 'command', name: 'tend', args: 'status Acme Ltd' }, 'acme'),
    ).toBeUndefined();
    expect(
      await talk.event('alice', { type: 'action', action: 'run', value: 'status #1' }, 'acme'),
    ).toBeUndefined();
    expect(await notes()).toEqual(before);
    expect(await audited('outsider-command')).toBe(4);
  });

  test('who only talks is not counted', async () => {
    await talk.say('alice', 'thanks, @Tend is a funny name', 'acme');
    expect(await audited('outsider-command')).toBe(4);
  });

  test('cannot press what a member was shown', async () => {
    const choice = await talk.ask('mia', '@Tend status ac', 'acme');
    expect(choice.audience).toBe('person');
    await expect(choice.press(/Acme/, 'alice')).rejects.toThrow(/Nothing came of pressing/);
  });
});

describe('a button of a follow-up', () => {
  const complain = async (person: string, room: string, owner: string) => {
    await talk.say(person, 'This is terrible, the machine broke again and I want to complain!', room);
    return talk.ask(owner, 'my');
  };
  const marks = async (kind: string) =>
    (await talk.db.selectFrom('interaction').select('id').where('kind', '=', kind).execute()).length;

  test('counts once, however often it is pressed', async () => {
    const day = await complain('alice', 'acme', 'mia');
    expect((await day.press(/^Done$/)).text).toMatch(/^Done: Acme Ltd/);
    expect((await day.press(/^Done$/)).text).toBe('This follow-up is closed already.');
    expect((await day.press(/^Wrong$/)).text).toBe('This follow-up is closed already.');
    expect([await marks('follow-up-done'), await marks('follow-up-wrong')]).toEqual([1, 0]);
  });

  test('does nothing for somebody whose customer it is not, nor for anybody outside, and is for the lead', async () => {
    const day = await complain('wang', 'chenguang', 'lin');
    expect((await day.press(/^已完成$/, 'mia')).text).toBe(
      'There is no such follow-up among your customers.',
    );
    await expect(day.press(/^已完成$/, 'wang')).rejects.toThrow(/Nothing came of pressing/);
    expect(await marks('follow-up-done')).toBe(1);
    expect((await day.press(/^已完成$/, 'zhou')).text).toMatch(/^已完成：晨光书店/);
    expect(await marks('follow-up-done')).toBe(2);
  });

  test('comes too late when the rep has written to the customer meanwhile', async () => {
    const day = await complain('bob', 'acorn', 'mia');
    await talk.say('mia', 'I am sorry, somebody comes this afternoon.', 'acorn');
    expect((await day.press(/^Done$/)).text).toBe('This follow-up is closed already.');
    expect(await marks('follow-up-done')).toBe(2);
  });

  test('with a number that nobody has is answered with the reason', async () => {
    for (const value of ['999999', '1e9', '', '-1', '7; drop table follow_up']) {
      const pressed = await talk.event('mia', { type: 'action', action: 'follow-up-done', value });
      expect(pressed?.text).toBe('There is no such follow-up among your customers.');
    }
  });
});

test('a rep without customers is told so, not shown others’', async () => {
  const nobody = { id: 'newbie', name: 'New Rep', kind: 'human', external: false };
  const ask = (text: string) =>
    talk.event('newbie', {
      type: 'message',
      message: `m-${text}`,
      text,
      mentionsBot: false,
      attachments: [],
      person: nobody,
    });
  expect((await ask('list all'))?.text).toMatch(/No customer fits/);
  expect((await ask('status Acme Ltd'))?.text).toMatch(/There is no customer "Acme Ltd" that you can see/);
  expect((await ask('my'))?.text).toMatch(/My customers \(0\)/);
  expect((await ask('owner Acme Ltd to me'))?.text).toMatch(/There is no customer/);
});

describe('roles', () => {
  const makeAdmin = async () =>
    talk.db
      .updateTable('member')
      .set({ role: 'admin' })
      .where('person_id', '=', await idOf('Grace Hall'))
      .execute();
  const roleOf = async (name: string) => (await findMembers(talk.db)).find((each) => each.name === name);

  test('an admin changes them after seeing what would change, and can take it back', async () => {
    await makeAdmin();
    const shown = await talk.ask('grace', 'role Mia lead');
    expect(shown.text).toMatch(/Change the role\?\nMia Carter · rep · under 周敏 → Mia Carter · lead/);
    expect((await roleOf('Mia Carter'))?.role).toBe('rep');
    const done = await shown.press(/Confirm/);
    expect((await roleOf('Mia Carter'))?.role).toBe('lead');
    await done.press(/Undo/);
    expect(await roleOf('Mia Carter')).toMatchObject({ role: 'rep', leadId: await idOf('周敏') });
  });

  test('say who leads whom, and with it who sees what', async () => {
    await (await talk.ask('grace', 'role 林晓 rep under Grace')).press(/Confirm/);
    expect(await roleOf('林晓')).toMatchObject({ role: 'rep', leadId: await idOf('Grace Hall') });
    expect((await talk.ask('zhou', '状态 晨光书店')).text).toMatch(/没有找到/);
    expect((await talk.ask('grace', 'role 林晓 under Mia')).text).toMatch(/Mia Carter is no lead/);
    await (await talk.ask('grace', 'role 林晓 under 周敏')).press(/Confirm/);
    expect((await talk.ask('zhou', '状态 晨光书店')).text).toMatch(/^晨光书店/);
  });

  test('the last admin stays one, and nobody else changes anything', async () => {
    expect((await talk.ask('grace', 'role Grace rep')).text).toMatch(/at least one admin/);
    for (const { id } of members.filter((each) => each.id !== 'grace')) {
      expect((await talk.ask(id, 'role Mia admin')).text).toMatch(/Only an admin|只有管理员/);
    }
  });
});
