import { afterEach, describe, expect, test } from 'vitest';
import { local } from '../../support/given.ts';
import { openTeam, type TestTeam } from '../../support/team.ts';

let team: TestTeam;

afterEach(() => team.stop());

const complain = (person: string, room: string) =>
  team.says(person, room, 'This is terrible, the machine broke again and I want to complain!');
const ask = (person: string, room: string) => team.says(person, room, 'When will the order arrive?');
const texts = async (member: string): Promise<readonly string[]> =>
  (await team.hears(member)).map((each) => each.text);

describe('what opens together or soon after', () => {
  test('is told in one message, and later ones are added to it where it stands', async () => {
    team = await openTeam('2025-03-03 10:00');
    await ask('alice', 'acme');
    await ask('bob', 'acorn');
    await team.at('2025-03-03 10:15');
    const [first, ...more] = await team.hears('mia');
    expect(first?.text).toMatch(/^2 customers to follow up[\s\S]*Acme Ltd · Question unanswered/);
    expect(first?.text).toMatch(/Acorn Bakery · Question unanswered/);
    expect(more).toEqual([]);
    await team.at('2025-03-03 10:16');
    await ask('carol', 'cedar');
    // Told 15 minutes later, it is a new message; within the 10 minutes it would be the old one.
    await team.at('2025-03-03 10:24');
    expect(await texts('mia')).toEqual([]);
    await team.at('2025-03-03 10:31');
    expect(await texts('mia')).toEqual([expect.stringMatching(/^Please follow up[\s\S]*Cedar Cafe/)]);
  });

  test('stands in the message of a moment before', async () => {
    team = await openTeam('2025-03-03 10:00');
    await ask('alice', 'acme');
    await team.at('2025-03-03 10:05');
    await ask('bob', 'acorn');
    await team.at('2025-03-03 10:15');
    const [first] = await team.hears('mia');
    await team.at('2025-03-03 10:20');
    expect(await texts('mia')).toEqual([]);
    const stored = await team.db
      .selectFrom('message')
      .select('text')
      .where('id', '=', first?.id ?? 0)
      .execute();
    expect(stored[0]?.text).toMatch(/^2 customers to follow up[\s\S]*Acme Ltd[\s\S]*Acorn Bakery/);
  });

  test('is told at once when it is a complaint', async () => {
    team = await openTeam('2025-03-03 10:00');
    await complain('alice', 'acme');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acme Ltd · Complaint open/)]);
    await team.at('2025-03-03 10:02');
    await complain('bob', 'acorn');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acorn Bakery · Complaint open/)]);
  });
});

describe('in quiet hours', () => {
  test('only complaints are told; the rest comes in the morning', async () => {
    team = await openTeam('2025-03-03 17:50');
    await team.asks('mia', 'quiet 18:00-09:30');
    await ask('bob', 'acorn');
    await team.at('2025-03-04 09:10');
    expect(await texts('mia')).toEqual([]);
    await complain('alice', 'acme');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acme Ltd · Complaint open/)]);
    await team.at('2025-03-04 09:30');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acorn Bakery · Question unanswered/)]);
  });

  test('are the member’s own, and taken back', async () => {
    team = await openTeam('2025-03-03 10:00');
    expect(await team.asks('mia', 'quiet')).toBe('Quiet from 21:00 to 09:00 (Asia/Shanghai).');
    expect(await team.asks('mia', 'quiet 22:30-7 Europe/Berlin')).toBe(
      'Quiet from 22:30 to 07:00 (Europe/Berlin).',
    );
    expect(await team.asks('mia', 'quiet off')).toBe('No quiet hours.');
    expect(await team.asks('lin', '免打扰 默认')).toBe('免打扰 21:00–09:00（Asia/Shanghai）。');
    expect(await team.asks('mia', 'quiet whenever')).toMatch(
      /^"whenever" is neither hours nor a zone such as Europe\/Berlin\.\nWrite: quiet \[22:00-08:00/,
    );
  });
});

describe('with which nothing is done', () => {
  test('the rep is reminded, then the lead hears, then a manager, each once', async () => {
    team = await openTeam('2025-03-03 10:00');
    await complain('alice', 'acme');
    await team.hears('mia');
    for (const day of ['04', '05', '06', '07', '08', '09', '10', '11', '12']) {
      await team.at(`2025-03-${day} 10:00`);
      await team.at(`2025-03-${day} 10:30`);
    }
    const reminders = (await team.hears('mia')).filter((each) => /Nothing was done yet/.test(each.text));
    expect(reminders.map((each) => `${local(each.at)} ${each.text}`)).toEqual([
      expect.stringMatching(/^2025-03-06 10:00 [\s\S]*Acme Ltd · Complaint open/),
    ]);
    const lead = await team.hears('zhou');
    expect(lead.map((each) => each.text)).toEqual([
      expect.stringMatching(/负责人一直未处理\nAcme Ltd · 投诉待处理 \(R9\) · Mia Carter · 已 5 个工作日/),
    ]);
    const boss = await team.hears('grace');
    expect(boss.map((each) => each.text)).toEqual([
      expect.stringMatching(/Acme Ltd · Complaint open \(R9\) · Mia Carter · 7 working days/),
    ]);
    expect(local(boss[0]?.at ?? 0)).toBe('2025-03-12 10:00');
  });

  test('stops to climb when it is done', async () => {
    team = await openTeam('2025-03-03 10:00');
    await complain('alice', 'acme');
    const [prompt] = await team.hears('mia');
    await team.at('2025-03-06 10:00');
    if (prompt) await team.presses('mia', 'dm:mia', prompt, /^Done$/);
    await team.at('2025-03-12 10:00');
    expect(await texts('zhou')).toEqual([]);
  });
});

describe('who is away', () => {
  test('is told nothing: the deputy is, may act, and what waits comes with the return', async () => {
    team = await openTeam('2025-03-03 10:00');
    expect(await team.asks('mia', 'away until Thursday deputy 林晓')).toBe(
      'Mia Carter is away, until 2025-03-06 09:00. 林晓 gets the prompts meanwhile.',
    );
    await complain('alice', 'acme');
    expect(await texts('mia')).toEqual([]);
    const [prompt] = await team.hears('lin');
    expect(prompt?.text).toMatch(/Acme Ltd \(代 Mia Carter\) · 投诉待处理/);
    if (prompt) await team.presses('lin', 'dm:lin', prompt, /^已完成$/);
    expect(await texts('lin')).toEqual([expect.stringMatching(/^已完成：Acme Ltd/)]);
    expect(await team.asks('zhou', '外出 谁')).toBe('Mia Carter 外出，到 2025-03-06 09:00，由 林晓 代理');
    await team.at('2025-03-06 09:30');
    await complain('bob', 'acorn');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acorn Bakery/)]);
    expect(await texts('lin')).toEqual([]);
    expect(await team.asks('lin', '状态 Acme Ltd')).toMatch(/没有找到/);
  });

  test('without a deputy finds everything on the return, and nobody complains to the lead before', async () => {
    team = await openTeam('2025-03-03 10:00');
    await complain('alice', 'acme');
    await team.asks('mia', 'away');
    await complain('bob', 'acorn');
    await team.at('2025-03-18 10:00');
    expect(await texts('mia')).toEqual([]);
    expect(await team.asks('mia', 'back')).toMatch(/^Welcome back/);
    await team.at('2025-03-18 10:01');
    expect(await texts('mia')).toEqual([expect.stringMatching(/Acorn Bakery · Complaint open/)]);
  });

  test('is said of oneself and of one’s team, with a day ahead and somebody who can stand in', async () => {
    team = await openTeam('2025-03-03 10:00');
    const answers = [
      ['mia', 'away until whenever', /"whenever" is no time that I understand/],
      ['mia', 'away until Monday deputy Nobody', /There is no member "Nobody"/],
      ['mia', 'away 林晓 until Monday', /only say this of yourself/],
      ['mia', 'away until Monday deputy mia', /cannot stand in/],
      ['mia', 'back', /is not away/],
      ['zhou', '外出 林晓 到下周一', /^林晓 外出，2025-03-10 09:00/],
      ['mia', 'away 3 days', /^Mia Carter is away, until 2025-03-06 09:00/],
    ] as const;
    for (const [member, text, answer] of answers) expect(await team.asks(member, text)).toMatch(answer);
  });
});
