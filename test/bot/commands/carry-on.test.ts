import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCustomer } from '../../../db/customers.ts';
import { openTalk, type Talk } from '../../support/talk.ts';

let talk: Talk;

beforeAll(async () => {
  talk = await openTalk();
});
afterAll(() => talk.stop());

const notesOn = async (name: string): Promise<readonly (string | null)[]> =>
  (
    await talk.db
      .selectFrom('interaction')
      .innerJoin('customer', 'customer.id', 'interaction.customer_id')
      .select('interaction.text')
      .where('interaction.kind', '=', 'note')
      .where('customer.name', '=', name)
      .orderBy('interaction.id')
      .execute()
  ).map((each) => each.text);

describe('words are parted among the arguments', () => {
  test.each([
    ['note Acme Ltd wants the new blend', 'Acme Ltd', 'wants the new blend'],
    ['note "Acme Ltd" wants it soon', 'Acme Ltd', 'wants it soon'],
    ['note Cedar likes Fridays', 'Cedar Cafe', 'likes Fridays'],
    ['note Cedar Cafe: likes Mondays', 'Cedar Cafe', 'likes Mondays'],
  ])('%s', async (text, customer, note) => {
    expect((await talk.ask('mia', text)).text).toBe(`Noted on ${customer}.`);
    expect((await notesOn(customer)).at(-1)).toBe(note);
  });

  test('in the customer’s room the name may be left out', async () => {
    await talk.ask('mia', '@Tend note they open at six', 'acorn');
    expect(await notesOn('Acorn Bakery')).toEqual(['they open at six']);
  });

  test('without the words that are needed the right form is said', async () => {
    expect((await talk.ask('mia', 'note')).text).toBe(
      'Write: note NAME TEXT. For example: note Acme prefers calls in the morning',
    );
    expect((await talk.ask('lin', '备注 晨光书店')).text).toMatch(/^格式：备注 客户名 内容。例如：/);
  });
});

describe('a name that fits several', () => {
  test('is offered as buttons that go on with the command, once', async () => {
    const choice = await talk.ask('mia', 'note Ac asked for a visit');
    expect(choice.audience).toBe('person');
    expect(choice.text).toMatch(/"Ac" fits several customers \(2\); choose one/);
    expect(choice.buttons).toEqual(['1. Acme Ltd', '2. Acorn Bakery']);
    expect((await choice.press(/Acorn/)).text).toBe('Noted on Acorn Bakery.');
    expect((await choice.press(/Acorn/)).text).toBe('That has been done already.');
    expect((await notesOn('Acorn Bakery')).at(-1)).toBe('asked for a visit');
  });

  test('is chosen by its number too', async () => {
    await talk.ask('mia', 'status Ac');
    expect((await talk.ask('mia', '2')).text).toMatch(/^Acorn Bakery/);
  });

  test('is for nobody else to choose', async () => {
    const choice = await talk.ask('mia', 'note Ac private matter');
    expect((await choice.press(/Acme/, 'grace')).text).toBe('Only the one who asked can decide that.');
  });

  test('forty times is listed by pages, each told apart', async () => {
    for (let index = 0; index < 40; index++) {
      await createCustomer(talk.db, { name: 'Twin Foods', kind: 'organisation', at: Date.now() });
    }
    const first = await talk.ask('grace', 'status Twin Foods');
    expect(first.text).toMatch(/\(40\); choose one \(1\/5\)/);
    expect(first.text).toMatch(/1\. Twin Foods \(#\d+\) — company · no owner · never heard/);
    const second = await first.press(/^Next$/);
    expect(second.text).toMatch(/9\. Twin Foods[\s\S]*16\. Twin Foods/);
    const last = /16\. Twin Foods \((#\d+)\)/.exec(second.text)?.[1] ?? '';
    // Where a platform has lists to choose from, all forty are in one.
    const [select] = first.card?.blocks ?? [];
    expect(select).toMatchObject({ kind: 'select', action: 'pick' });
    expect(select?.kind === 'select' && select.options).toHaveLength(40);
    expect((await second.press(/^16\./)).text).toMatch(/^Twin Foods/);
    expect((await talk.ask('grace', `status ${last}`)).text).toMatch(/^Twin Foods/);
  });
});

describe('what was changed', () => {
  test('is taken back by the button, or by a word, and only once', async () => {
    const noted = await talk.ask('mia', 'note Acme Ltd a slip of the pen');
    expect(noted.buttons).toEqual(['Undo']);
    expect((await noted.press(/Undo/)).text).toBe('Undone: the note on Acme Ltd.');
    expect((await noted.press(/Undo/)).text).toBe('That has been undone already.');
    expect((await talk.ask('mia', 'timeline Acme Ltd')).text).not.toMatch(/slip of the pen/);
    await talk.ask('mia', 'stage Cedar Cafe mature');
    expect((await talk.ask('mia', 'undo')).text).toBe('Undone: the stage of Cedar Cafe set by hand.');
    expect((await talk.ask('mia', 'status Cedar Cafe')).text).not.toMatch(/[Mm]atur/);
  });

  test('is taken back by whoever did it, or by a manager', async () => {
    const noted = await talk.ask('mia', 'note Acme Ltd mine alone');
    expect((await noted.press(/Undo/, 'lin')).text).toBe('只有提出请求的人可以决定。');
    expect((await noted.press(/Undo/, 'grace')).text).toMatch(/^Undone/);
  });

  test('stays when somebody has changed it since', async () => {
    const first = await talk.ask('grace', 'owner Acme Ltd → 林晓');
    await talk.ask('zhou', '负责人 Acme Ltd 给 周敏');
    expect((await first.press(/Undo/)).text).toMatch(/changed since; nothing was undone/);
    await talk.ask('grace', 'owner Acme Ltd to Mia Carter');
    expect((await talk.ask('grace', 'undo')).text).toBe(
      'Undone: the new owner of Acme Ltd. The owner is 周敏.',
    );
    await talk.ask('grace', 'owner Acme Ltd mia');
  });

  test('takes back segments, moods and rules too, each unless it was changed since', async () => {
    const acme = await talk.ask('mia', 'segment Acme Ltd b2b');
    expect((await talk.ask('mia', 'undo')).text).toMatch(
      /^Acme Ltd\nUndone: the segment of Acme Ltd\.[\s\S]*→ general/,
    );
    expect((await acme.press(/Undo/)).text).toBe('That has been undone already.');
    const first = await talk.ask('mia', 'segment Acme Ltd fmcg');
    await talk.ask('grace', 'segment Acme Ltd b2b');
    expect((await first.press(/Undo/)).text).toBe('The segment was changed since; nothing was undone.');
    expect((await talk.ask('grace', 'undo')).text).toMatch(/Undone: the segment of Acme Ltd/);

    await talk.say('alice', 'This is terrible, the delivery was late again!', 'acme');
    expect((await talk.ask('mia', 'mood Acme Ltd')).text).toMatch(/1\. negative/);
    const neutral = await talk.ask('mia', 'mood Acme Ltd 1 neutral');
    expect((await talk.ask('mia', 'undo')).text).toMatch(
      /Undone: the mood of a message[\s\S]*1\. negative [\s\S]*terrible/,
    );
    await talk.ask('mia', 'mood Acme Ltd 1 neutral');
    await talk.ask('grace', 'mood Acme Ltd 1 positive');
    expect((await neutral.press(/^Undo$/)).text).toBe('That has been undone already.');
    expect((await talk.ask('mia', 'undo')).text).toBe('The mood was changed since; nothing was undone.');
    expect((await talk.ask('grace', '撤销')).text).toMatch(/已撤销：Acme Ltd 一条消息的情绪[\s\S]*中性/);

    const shown = await talk.ask('grace', 'rule R7 days 45');
    const changed = await shown.press(/^Change it$/);
    expect((await changed.press(/Undo/)).text).toMatch(
      /Undone: the change of the rules\.[\s\S]*days 45 → 30/,
    );
    const one = await (await talk.ask('grace', 'rule R7 days 40')).press(/^Change it$/);
    await (await talk.ask('grace', 'rule R7 days 50')).press(/^Change it$/);
    expect((await one.press(/Undo/)).text).toMatch(/^Something was changed after it/);
    expect((await talk.ask('grace', 'undo')).text).toMatch(/days 50 → 40/);
  });

  test('cannot be taken back where there is nothing', async () => {
    expect((await talk.ask('lin', '撤销')).text).toBe('没有可以撤销的改动。');
    expect((await talk.ask('lin', '确认')).text).toBe('没有等待确认的请求。');
  });
});
