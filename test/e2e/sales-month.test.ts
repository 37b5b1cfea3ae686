import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayMs } from '../../core/time.ts';
import type { CompanyPlan, Member } from '../support/company.ts';
import { at, local } from '../support/given.ts';
import { openTeam, type Said, type TestTeam } from '../support/team.ts';

/** A sales team: three reps, their lead, a manager, and 40 customers who are told apart by their numbers. */
const members: readonly Member[] = [
  { id: 'mia', name: 'Mia Carter', role: 'rep', language: 'en', lead: 'zhou' },
  { id: 'lin', name: '林晓', role: 'rep', language: 'zh', lead: 'zhou' },
  { id: 'chen', name: '陈浩', role: 'rep', language: 'zh', lead: 'zhou' },
  { id: 'zhou', name: '周敏', role: 'lead', language: 'zh', lead: 'grace' },
  { id: 'grace', name: 'Grace Hall', role: 'manager', language: 'en' },
];
const reps = ['mia', 'lin', 'chen'] as const;
type Rep = (typeof reps)[number];
const ownerOf = (number: number): Rep => reps[number % reps.length] as Rep;
const nameOf = (number: number): string => (ownerOf(number) === 'mia' ? `Shop ${number}` : `${number}号店`);
const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
const plan: CompanyPlan = {
  members,
  customers: numbers.map((number) => ({
    name: nameOf(number),
    owner: ownerOf(number),
    room: `room${number}`,
    people: [{ id: `c${number}`, name: ownerOf(number) === 'mia' ? `Ann ${number}` : `${number}店长` }],
  })),
  rooms: [{ id: 'managers', purpose: 'managers', people: ['zhou', 'grace'], language: 'en' }],
};

/** March 2025: 21 working days, no holiday. */
const day = (date: number, time = '09:30'): string => `2025-03-${String(date).padStart(2, '0')} ${time}`;
const workdays = Array.from({ length: 31 }, (_, index) => index + 1).filter(
  (date) => ![0, 6].includes(new Date(Date.UTC(2025, 2, date)).getUTCDay()),
);

let team: TestTeam;
/** All that the bot told anybody alone, by member and local day. */
const told = new Map<string, { readonly on: string; readonly said: Said }[]>();

const listen = async (): Promise<void> => {
  for (const { id } of members) {
    const news = await team.hears(id);
    const list = told.get(id) ?? [];
    told.set(id, list);
    for (const said of news) list.push({ on: local(said.at).slice(0, 10), said });
  }
};
const toldTo = (member: string, pattern: RegExp): readonly string[] =>
  (told.get(member) ?? []).filter(({ said }) => pattern.test(said.text)).map(({ said }) => local(said.at));
const complaint = (number: number): string =>
  ownerOf(number) === 'mia'
    ? 'This is terrible, the grinder broke again and I want to complain!'
    : '机器又坏了，这服务太差了，我要投诉！';
const complains = (number: number) => team.says(`c${number}`, `room${number}`, complaint(number));
const replies = (number: number, by: string = ownerOf(number)) =>
  team.says(
    by,
    `room${number}`,
    by === 'mia' ? 'So sorry! A new grinder is on its way today.' : '非常抱歉，今天就换一台新的给您。',
  );

const inTheirs = (number: number, zh: string, en: string): string => (ownerOf(number) === 'mia' ? en : zh);
const fromCustomer = (number: number, zh: string, en: string) =>
  [`c${number}`, `room${number}`, inTheirs(number, zh, en)] as const;
const fromOwner = (number: number, zh: string, en: string) =>
  [ownerOf(number), `room${number}`, inTheirs(number, zh, en)] as const;

/** What the team does on the day besides the story: customers talk, most are answered within minutes. */
const ordinaryDay = async (date: number, except: readonly number[]): Promise<void> => {
  const talking = numbers.filter((number) => (number + date) % 8 === 0 && !except.includes(number));
  await team.at(day(date, '10:00'));
  await team.allSay(
    talking.map((number) => fromCustomer(number, '这周能送两箱吗？', 'Can we have two boxes this week?')),
  );
  await team.at(day(date, '10:08'));
  await team.allSay(talking.map((number) => fromOwner(number, '可以，已安排。', 'Yes, they go out today.')));
};

beforeAll(async () => {
  team = await openTeam('2025-02-28 09:30', plan);
  await team.allSay(
    numbers.flatMap((number) => [
      fromCustomer(number, '早上好，豆子收到了。', 'Good morning, the beans arrived.'),
      fromOwner(number, '太好了，有问题随时说。', 'Great, tell me if anything is missing.'),
    ]),
  );
  await listen();
  told.clear();
  for (const date of workdays) {
    await ordinaryDay(date, [3, 4, 5, 6, 9]);
    // Customer 3 (Mia) complains and is answered at once; 4 (林晓) and nobody answers, all the month long.
    if (date === 3) for (const number of [3, 4]) await complains(number);
    if (date === 3) {
      await team.at(day(date, '10:09'));
      await replies(3);
    }
    // 陈浩 is away for a week from the 10th; 林晓 stands in. Customer 5 is his.
    if (date === 10) await team.asks('chen', '外出 到下周一 代理 林晓');
    if (date === 11) await complains(5);
    if (date === 12) await replies(5, 'lin');
    if (date === 18) await complains(5);
    // Mia leaves; 林晓 takes all her customers over on the 20th.
    if (date === 20) {
      await complains(9);
      await listen();
      await team.says('grace', 'dm:grace', 'handover Mia to 林晓');
      const [asked] = await team.hears('grace');
      if (!asked) throw new Error('The hand-over was not shown.');
      await team.presses('grace', 'dm:grace', asked, /^Confirm$/);
    }
    await team.at(day(date, '10:40'));
    await team.at(day(date, '17:00'));
    await listen();
    await team.at(day(date, '23:00'));
    await listen();
  }
}, 120_000);

afterAll(() => team.stop());

describe('a month of a sales team', () => {
  test('what is answered at once goes no further', () => {
    expect(toldTo('mia', /Shop 3 · Complaint open/)).toEqual([day(3, '10:08')]);
    expect(toldTo('zhou', /Shop 3 · 投诉待处理/)).toEqual([]);
  });

  test('what is ignored climbs, each step once, in working days', () => {
    expect(toldTo('lin', /请跟进[\s\S]*(?<!\d)4号店 · 投诉待处理/)).toEqual([day(3, '10:08')]);
    expect(toldTo('lin', /您还没有处理\n[\s\S]*(?<!\d)4号店 · 投诉待处理/)).toEqual([day(6, '10:08')]);
    expect(toldTo('zhou', /负责人一直未处理\n[\s\S]*(?<!\d)4号店 · 投诉待处理/)).toEqual([day(10, '10:08')]);
    expect(toldTo('grace', /(?<!\d)4号店 · Complaint open \(R9\) · 林晓 · 7 working days/)).toEqual([
      day(12, '10:08'),
    ]);
  });

  test('who is away is told nothing; the deputy is, in their place, and nobody after the return', () => {
    const away = (told.get('chen') ?? []).filter(({ on }) => on > '2025-03-10' && on < '2025-03-17');
    expect(away).toEqual([]);
    expect(toldTo('lin', /(?<!\d)5号店 \(代 陈浩\) · 投诉待处理/)).toEqual([day(11, '10:08')]);
    expect(toldTo('chen', /(?<!\d)5号店 · 投诉待处理/)).toContain(day(18, '10:08'));
    expect(toldTo('lin', /(?<!\d)5号店.* · 投诉待处理/).filter((when) => when > day(17))).toEqual([]);
  });

  test('the leaving rep’s customers come to the other with their follow-ups, and to nobody else', () => {
    expect(toldTo('lin', /Mia Carter 把 13 位客户交给您/)).toEqual([day(20, '10:08')]);
    const after = (told.get('mia') ?? []).filter(({ on }) => on > '2025-03-20');
    expect(after).toEqual([]);
    // The ladder of what was open began anew with the new owner: reminded three working days later.
    expect(toldTo('lin', /您还没有处理\n[\s\S]*Shop 9 · 投诉待处理/)[0]).toBe(day(25, '10:08'));
  });

  test('nobody is flooded, woken, or told twice', () => {
    for (const { id } of members) {
      const theirs = told.get(id) ?? [];
      const prompts = theirs.filter(({ said }) => /跟进|follow|未处理|undone/i.test(said.text));
      const perDay = Map.groupBy(prompts, ({ on }) => on);
      for (const [on, messages] of perDay) {
        expect(
          messages.length,
          `${id} on ${on}: ${messages.map(({ said }) => said.text).join('\n---\n')}`,
        ).toBeLessThanOrEqual(5);
      }
      for (const { said } of theirs) expect(local(said.at).slice(11) < '21:00', local(said.at)).toBe(true);
      expect(new Set(theirs.map(({ said }) => said.id)).size).toBe(theirs.length);
    }
  });

  test('no more than ten new ones a rep and day, and never two open for one reason', async () => {
    const perDay = await team.db
      .selectFrom('follow_up')
      .select(['told_to', 'prompted_at'])
      .where('prompted_at', 'is not', null)
      .execute();
    const counts = Map.groupBy(
      perDay,
      (each) => `${each.told_to} ${local(each.prompted_at ?? 0).slice(0, 10)}`,
    );
    for (const [key, list] of counts) expect(list.length, key).toBeLessThanOrEqual(10);
    const open = await team.db
      .selectFrom('follow_up')
      .select(['customer_id', 'rule'])
      .where('status', 'in', ['open', 'snoozed'])
      .execute();
    expect(new Set(open.map((each) => `${each.customer_id} ${each.rule}`)).size).toBe(open.length);
    const twice = await team.db
      .selectFrom('escalation')
      .select(['follow_up_id', 'step', 'since_at', 'member_id'])
      .execute();
    expect(new Set(twice.map((each) => JSON.stringify(each))).size).toBe(twice.length);
  });

  test('the lead sees how fast each answered, and what was left undone', async () => {
    const said = await team.asks('zhou', '回复时长 31');
    expect(said).toMatch(/林晓 — \d+ 次答复 · 中位数 8 分钟/);
    expect(said).toMatch(/Mia Carter — \d+ 次答复/);
    expect(await team.asks('zhou', '我的')).toMatch(
      /团队一直未处理\n[\s\S]*4号店 · 投诉待处理 \(R9\) · 林晓/,
    );
    expect(team.now() - at(day(3))).toBeLessThan(29 * dayMs);
  });
});
