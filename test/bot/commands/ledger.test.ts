import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTeam, type TestTeam } from '../../support/team.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await openTeam('2025-03-03 10:00');
});
afterEach(() => team.stop());

const idIn = (answer: string): string => /#(\d+) /.exec(answer)?.[1] ?? '';

describe('promises', () => {
  test('are listed with their words and time, and closed by evidence of the same matter alone', async () => {
    await team.says('wang', 'chenguang', '咖啡豆的价格能优惠吗？');
    await team.says('lin', 'chenguang', '明天给您报价');
    await team.at('2025-03-03 10:05');
    await team.says('lin', 'chenguang', '周五前安排师傅上门');
    const listed = await team.asks('lin', '承诺');
    expect(listed).toMatch(/^承诺 \(2\)\n#\d+ 晨光书店 — 2025-03-04 18:00 · 林晓\n> 明天给您报价/);
    await team.at('2025-03-04 11:00');
    await team.says('lin', 'chenguang', '报价已发您邮箱，请查收');
    const left = await team.asks('lin', '承诺 晨光书店');
    expect(left).toMatch(/^晨光书店 · 承诺 \(1\)/);
    expect(left).toMatch(/周五前安排师傅上门/);
  });

  test('that are broken lower health, and keep their place in the list until they are kept', async () => {
    await team.says('alice', 'acme', 'Could you send the price list?');
    await team.says('mia', 'acme', "I'll send it tomorrow.");
    const before = /Health: (\d+)/.exec(await team.asks('mia', 'status acme ltd'))?.[1];
    await team.at('2025-03-05 10:00');
    const after = /Health: (\d+)/.exec(await team.asks('mia', 'status acme ltd'))?.[1];
    expect(Number(after)).toBeLessThan(Number(before));
    const listed = await team.asks('mia', 'promise');
    expect(listed).toMatch(/#\d+ Acme Ltd — 2025-03-04 18:00 · overdue · Mia Carter/);
    expect(await team.asks('mia', `promise done ${idIn(listed)}`)).toMatch(
      /^Kept: Acme Ltd · I'll send it tomorrow/,
    );
    expect(await team.asks('mia', `promise done ${idIn(listed)}`)).toBe('This promise is settled already.');
    expect(await team.asks('mia', 'promise')).toMatch(/No promise is open/);
    expect(await team.asks('mia', 'undo')).toBe('Undone: the change of a promise to Acme Ltd.');
    expect(await team.asks('mia', 'promise')).toMatch(/^Promises \(1\)[\s\S]*overdue/);
    await team.asks('mia', `promise done ${idIn(listed)}`);
    const rows = await team.db.selectFrom('promise').select(['status', 'broken_at']).execute();
    expect(rows).toEqual([{ status: 'kept', broken_at: expect.any(Number) }]);
  });

  test('are put off, dropped and noted by hand', async () => {
    expect(await team.asks('mia', 'promise add "Acme Ltd" two sample bags by Friday')).toBe(
      'The promise to Acme Ltd is noted · 2025-03-07 18:00.',
    );
    const id = idIn(await team.asks('mia', 'promise'));
    expect(await team.asks('mia', `promise due ${id} next Wednesday`)).toMatch(
      /^Due 2025-03-12 18:00 now: Acme Ltd/,
    );
    expect(await team.asks('mia', 'promise')).toMatch(/Acme Ltd — 2025-03-12 18:00/);
    expect(await team.asks('mia', 'undo')).toMatch(/^Undone/);
    expect(await team.asks('mia', 'promise')).toMatch(/Acme Ltd — 2025-03-07 18:00/);
    expect(await team.asks('mia', `promise drop ${id}`)).toMatch(/^Dropped: Acme Ltd/);
    expect(await team.asks('lin', `承诺 完成 ${id}`)).toBe(`没有编号 ${id} 的承诺。`);
  });

  test('a wrong request is answered with what to write', async () => {
    expect(await team.asks('mia', 'promise done')).toBe('Write: promise done NUMBER.');
    expect(await team.asks('mia', 'promise done 99999')).toMatch(/There is no promise 99999/);
    expect(await team.asks('lin', '承诺 补记 晨光书店')).toMatch(/^格式：承诺/);
    expect(await team.asks('mia', 'promise Nobody')).toMatch(/There is no customer "Nobody"/);
  });

  test('keep their number when the customer is folded anew', async () => {
    await team.asks('mia', 'promise add "Acme Ltd" samples');
    const id = idIn(await team.asks('mia', 'promise'));
    await team.says('alice', 'acme', 'hello');
    await team.db.updateTable('customer').set({ next_check_at: 0 }).execute();
    const event = {
      id: 'late',
      at: team.now() - 3_600_000,
      platform: 'web',
      account: 'bakery',
      type: 'message',
      message: 'late',
      text: 'Good morning',
      mentionsBot: false,
      attachments: [],
      person: { id: 'amy', name: 'Amy', kind: 'human', external: true },
      conversation: { id: 'acme', kind: 'group' },
    };
    await team.feeds(event);
    expect(idIn(await team.asks('mia', 'promise'))).toBe(id);
  });
});

describe('questions and replies', () => {
  test('who waits is listed until they are answered, and how long answers took is counted', async () => {
    await team.says('alice', 'acme', 'When will the order arrive?');
    await team.says('amy', 'acme', 'And what does it cost?');
    await team.says('bob', 'acorn', 'Do you have decaf?');
    await team.at('2025-03-03 10:30');
    const waiting = await team.asks('mia', 'questions');
    expect(waiting).toMatch(
      /^Waiting for an answer \(2\)\nAcme Ltd — 30 working minutes · late · Mia Carter\n> When will/,
    );
    await team.says('mia', 'acme', 'On Friday, 42 a bag.');
    await team.at('2025-03-03 10:40');
    expect(await team.asks('mia', 'questions done "Acorn Bakery"')).toMatch(/Acorn Bakery are marked/);
    expect(await team.asks('mia', 'undo')).toMatch(
      /^Undone: that the questions of Acorn Bakery were answered/,
    );
    expect(await team.asks('mia', 'questions')).toMatch(/^Waiting for an answer \(1\)\nAcorn Bakery/);
    await team.asks('mia', 'questions done Acorn Bakery');
    expect(await team.asks('lin', '提问')).toBe('待答复 (0)\n没有客户在等答复。');
    await team.says('wang', 'chenguang', '有货吗？');
    await team.at('2025-03-03 10:50');
    await team.says('lin', 'chenguang', '有的，今天发');
    expect(await team.asks('zhou', '回复时长 7天')).toMatch(
      /^近 7 天的回复时长\nMia Carter — 1 次答复 · 中位数 30 分钟 · 90% 在 – 内 · 超时 1 次（100%）\n林晓 — 1 次答复 · 中位数 10 分钟 · 90% 在 – 内 · 超时 0 次（0%）/,
    );
    const own = await team.asks('mia', 'replies');
    expect(own).toMatch(/Mia Carter — 1 answer · median 30 min/);
    expect(own).not.toMatch(/林晓/);
    expect(await team.asks('mia', 'replies soon')).toMatch(/^DAYS takes a whole number/);
    expect(await team.asks('mia', 'questions whatever')).toMatch(
      /^PAGE takes a whole number[\s\S]*Write: questions/,
    );
  });
});
