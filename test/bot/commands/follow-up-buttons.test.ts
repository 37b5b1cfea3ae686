import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { local } from '../../support/given.ts';
import { openTeam, type Said, type TestTeam } from '../../support/team.ts';

let team: TestTeam;

beforeEach(async () => {
  team = await openTeam('2025-03-03 10:00');
});
afterEach(() => team.stop());

const complain = (person: string, room: string) =>
  team.says(person, room, 'This is terrible, the machine broke again and I want to complain!');
const first = (messages: readonly Said[]): Said => {
  const [message] = messages;
  if (!message) throw new Error('The bot said nothing.');
  return message;
};
const lastIn = async (member: string): Promise<Said> => {
  const news = await team.hears(member);
  return first(news.slice(-1));
};

describe('later', () => {
  test('offers times, and the prompt comes back then, told anew', async () => {
    await complain('alice', 'acme');
    await team.presses('mia', 'dm:mia', await lastIn('mia'), /^Later$/);
    const asked = await lastIn('mia');
    expect(asked.text).toMatch(
      /^Until when\?[\s\S]*Tomorrow 2025-03-04 09:00 · Next Monday 2025-03-10 09:00 · In a week 2025-03-10 09:00/,
    );
    await team.presses('mia', 'dm:mia', asked, /^Next Monday$/);
    expect((await team.hears('mia')).map((each) => each.text)).toContainEqual(
      expect.stringMatching(/^Will come back at 2025-03-10 09:00: Acme Ltd/),
    );
    await team.at('2025-03-07 10:00');
    expect(await team.hears('mia')).toEqual([]);
    await team.at('2025-03-10 09:00');
    expect((await lastIn('mia')).text).toMatch(/Acme Ltd · Complaint open/);
    await team.at('2025-03-10 09:30');
    expect(await team.hears('mia')).toEqual([]);
    // The ladder begins anew with that.
    await team.at('2025-03-13 09:00');
    expect((await lastIn('mia')).text).toMatch(/Nothing was done yet/);
  });

  test('takes any day in words', async () => {
    await complain('alice', 'acme');
    const prompt = await lastIn('mia');
    const buttons = (prompt.card?.blocks ?? []).flatMap((each) =>
      each.kind === 'buttons' ? each.buttons : [],
    );
    const id = buttons.find((each) => each.action === 'follow-up-done')?.value;
    expect(await team.asks('mia', `snooze ${id} next Friday`)).toMatch(/^Will come back at 2025-03-14 09:00/);
    expect(await team.asks('mia', `snooze ${id} whenever`)).toMatch(
      /"whenever" is no time[\s\S]*Write: snooze NUMBER \[DAY\]/,
    );
    expect(await team.asks('lin', `推迟 ${id} 明天`)).toMatch(/不是您的客户/);
    expect(await team.asks('mia', 'my')).toMatch(/Complaint open \(R9\) · .* · until 2025-03-14 09:00/);
  });
});

describe('wrong', () => {
  test('counts against the rule, which says so when most is wrong and proposes another number', async () => {
    for (let round = 0; round < 10; round++) {
      await team.says('alice', 'acme', `Question ${round}: when does it arrive?`);
      await team.at(team.now() + 20 * 60_000);
      const prompt = (await team.hears('mia')).findLast((each) => /Question unanswered/.test(each.text));
      if (!prompt) throw new Error(`No prompt in round ${round}.`);
      await team.presses('mia', 'dm:mia', prompt, /^Wrong$/, /Question unanswered/);
      await team.hears('mia');
      await team.at(team.now() + 60_000);
      await team.says('mia', 'acme', 'It is on its way, tomorrow morning.');
      await team.at(team.now() + 60_000);
    }
    const said = await team.asks('grace', 'rule R3');
    expect(said).toMatch(/Last 180 days: 10 judged, 10 wrong, precision 0% \(95 % interval 0%–28%\)/);
    expect(said).toMatch(/⚠ Most of what this rule says is wrong. Suggested: business minutes 30\./);
    const asked = await team.says('grace', 'dm:grace', 'rule R3').then(() => lastIn('grace'));
    await team.presses('grace', 'dm:grace', asked, /^Show the change$/);
    expect((await lastIn('grace')).text).toMatch(/^Change the rule\?[\s\S]*15 → 30/);
    expect(await team.asks('mia', 'my')).toMatch(/How right the prompts were[\s\S]*10 judged, 10 wrong/);
    expect(await team.asks('zhou', '我的')).toMatch(/⚠ 提问未答复 \(R3\) — 评判 10 次/);
    expect(await team.asks('lin', '规则 R3')).toMatch(/跟进尚无评判/);
  });
});

describe('undo', () => {
  const complaint = async () => {
    await complain('alice', 'acme');
    await team.at('2025-03-03 10:05');
    return lastIn('mia');
  };
  const stored = () =>
    team.db.selectFrom('follow_up').selectAll().where('rule', '=', 'R9').executeTakeFirstOrThrow();

  test('opens what was wrong or done again as it was, with its ladder, and it counts no more', async () => {
    const prompt = await complaint();
    const before = await stored();
    await team.presses('mia', 'dm:mia', prompt, /^Wrong$/);
    const pressed = await lastIn('mia');
    expect(pressed.text).toMatch(/^Marked as wrong: Acme Ltd/);
    expect(await team.asks('grace', 'rule R9')).toMatch(/1 judged, 1 wrong/);
    await team.presses('mia', 'dm:mia', pressed, /^Undo$/);
    const open = await lastIn('mia');
    expect(open.text).toMatch(/^Open again\nUndone: marking Acme Ltd · Complaint open \(R9\) as wrong\./);
    expect(await stored()).toEqual(before);
    expect(await team.asks('grace', 'rule R9')).toMatch(/None of its follow-ups was judged yet/);
    await team.at('2025-03-03 10:10');
    await team.presses('mia', 'dm:mia', open, /^Done$/);
    expect((await lastIn('mia')).text).toMatch(/^Done: Acme Ltd/);
    expect(await team.asks('mia', '撤销')).toMatch(
      /^恢复为待跟进\n已撤销：把“Acme Ltd · 投诉待处理 \(R9\)”标为已完成。/,
    );
    expect(await stored()).toEqual(before);
    await team.at('2025-03-06 10:00');
    expect((await lastIn('mia')).text).toMatch(/Nothing was done yet/);
  });

  test('brings back what was put off, or puts it off until the day of before', async () => {
    const prompt = await complaint();
    const before = await stored();
    expect(await team.asks('mia', `snooze ${before.id} next Friday`)).toMatch(/2025-03-14 09:00/);
    await team.at('2025-03-03 10:10');
    await team.presses('mia', 'dm:mia', prompt, /^Later$/);
    await team.presses('mia', 'dm:mia', await lastIn('mia'), /^Next Monday$/);
    expect(await team.asks('mia', 'undo')).toMatch(
      /^Put off until 2025-03-14 09:00, as before\nUndone: putting off Acme Ltd/,
    );
    expect(await team.asks('mia', 'undo')).toMatch(/^Open again\nUndone: putting off Acme Ltd/);
    expect(await stored()).toEqual(before);
  });

  test('is refused to others, and once something has changed', async () => {
    const prompt = await complaint();
    await team.presses('mia', 'dm:mia', prompt, /^Done$/);
    const pressed = await lastIn('mia');
    await team.presses('zhou', 'dm:zhou', pressed, /^Undo$/);
    expect((await lastIn('zhou')).text).toBe('只有提出请求的人可以决定。');
    await team.at('2025-03-03 11:00');
    await team.says('mia', 'acme', 'I am sorry, somebody comes this afternoon.');
    expect(await team.asks('mia', 'undo')).toBe('The follow-up has changed since; nothing was undone.');
    expect((await stored()).status).toBe('done');
  });

  test('lets what was not told yet be told all the same', async () => {
    await team.asks('mia', 'quiet 09:00-12:00');
    await team.says('alice', 'acme', 'When does it arrive?');
    await team.at('2025-03-03 10:20');
    await team.says('mia', 'dm:mia', 'my');
    await team.presses('mia', 'dm:mia', await lastIn('mia'), /^Done$/, /Question unanswered/);
    await team.at('2025-03-03 12:00');
    expect((await lastIn('mia')).text).toMatch(/^Done: Acme Ltd/);
    expect(await team.asks('mia', 'undo')).toMatch(/^Open again/);
    await team.at('2025-03-03 12:01');
    expect((await lastIn('mia')).text).toMatch(/^Please follow up[\s\S]*Acme Ltd · Question unanswered/);
  });
});

describe('draft', () => {
  test('is in the customer’s language and the rep’s own style, for the rep alone, with nothing internal', async () => {
    for (const text of ['亲，早上好呀，货到了', '亲，样品寄出了', '亲，周五送到']) {
      await team.says('lin', 'chenguang', text);
    }
    await team.says('wang', 'chenguang', '滤纸还有货吗？');
    await team.at('2025-03-03 10:20');
    const prompt = (await team.hears('lin')).findLast((each) => /提问未答复/.test(each.text));
    await team.presses('lin', 'dm:lin', prompt ?? first([]), /^草稿$/);
    const shown = await lastIn('lin');
    expect(shown.text).toMatch(/^晨光书店：回复草稿\n> 王老师亲，关于您问的“滤纸还有货吗？”，我正在确认/);
    await team.presses('lin', 'dm:lin', shown, /^复制正文$/);
    const bare = (await lastIn('lin')).text;
    expect(bare).toMatch(/^王老师亲，关于您问的/);
    expect(bare).not.toMatch(/R3|健康|流失|风险|¥/);
    // What the customer's room got is what the people in it wrote.
    const inRoom = await team.db
      .selectFrom('message')
      .innerJoin('room', 'room.id', 'message.room_id')
      .select('message.id')
      .where('room.external_id', '=', 'chenguang')
      .where('message.person_id', 'is', null)
      .execute();
    expect(inRoom).toEqual([]);
    expect(await team.asks('mia', 'draft Acme Ltd')).toMatch(
      /^Acme Ltd: draft reply\n> Hello, how are things going/,
    );
    expect(await team.asks('mia', 'draft 晨光书店')).toMatch(/There is no customer/);
  });
});

describe('a customer that changes hands', () => {
  test('comes with a brief, its follow-ups, and a ladder that begins anew', async () => {
    await team.says('alice', 'acme', 'Could you send the price list?');
    await team.says('mia', 'acme', "I'll send it on Thursday.");
    await team.asks('mia', 'note "Acme Ltd" prefers calls in the morning');
    await complain('alice', 'acme');
    await team.at('2025-03-06 10:00');
    await team.hears('lin');
    expect(await team.asks('grace', 'owner "Acme Ltd" 林晓')).toMatch(/Acme Ltd is now 林晓's/);
    const brief = await lastIn('lin');
    expect(brief.text).toMatch(/^Grace Hall 把 Acme Ltd 交给您/);
    expect(brief.text).toMatch(/我方未兑现的承诺\n• I'll send it on Thursday/);
    expect(brief.text).toMatch(/待跟进\n[\s\S]*投诉待处理 \(R9\)/);
    expect(brief.text).toMatch(/最近的对话\n> Could you send the price list/);
    expect(brief.text).toMatch(/备注\n> .*prefers calls in the morning/);
    await team.hears('zhou');
    await team.at('2025-03-10 10:00');
    expect((await team.hears('zhou')).filter((each) => /投诉待处理/.test(each.text))).toEqual([]);
    await team.at('2025-03-11 10:00');
    expect((await team.hears('lin')).map((each) => each.text)).toContainEqual(
      expect.stringMatching(/您还没有处理[\s\S]*Acme Ltd/),
    );
    expect(await team.asks('lin', '交接单 Acme Ltd')).toMatch(/^客户简报 · Acme Ltd/);
  });

  test('by the manager’s button goes to whom they choose', async () => {
    await complain('alice', 'acme');
    for (const day of ['06', '10', '12']) await team.at(`2025-03-${day} 10:00`);
    const told = await lastIn('grace');
    await team.presses('grace', 'dm:grace', told, /^Reassign$/);
    const offer = await lastIn('grace');
    expect(offer.text).toMatch(/^Who takes over Acme Ltd\?\n林晓: 0 open, 1 customers/);
    await team.presses('grace', 'dm:grace', offer, /^林晓$/);
    expect((await lastIn('grace')).text).toMatch(/^Acme Ltd is now 林晓's/);
    expect((await lastIn('lin')).text).toMatch(/^Grace Hall 把 Acme Ltd 交给您/);
    await team.presses('grace', 'dm:grace', offer, /^林晓$/);
    expect((await lastIn('grace')).text).toBe("Acme Ltd is 林晓's already.");
  });

  test('with all others of a rep who leaves, after a look, and back again', async () => {
    expect(await team.asks('mia', 'handover mia to lin')).toMatch(/Your role may not/);
    await team.says('grace', 'dm:grace', 'handover Mia to 林晓');
    const asked = await lastIn('grace');
    expect(asked.text).toMatch(
      /林晓 will own the 3 customers of Mia Carter \(0 follow-ups open\): Acme Ltd, Acorn Bakery, Cedar Cafe/,
    );
    await team.presses('grace', 'dm:grace', asked, /^Confirm$/);
    const done = await lastIn('grace');
    expect(done.text).toMatch(/^3 customers went from Mia Carter to 林晓/);
    expect((await lastIn('lin')).text).toMatch(/^Mia Carter 把 3 位客户交给您/);
    await team.presses('grace', 'dm:grace', asked, /^Confirm$/);
    expect((await lastIn('grace')).text).toBe('That has been done already.');
    await team.presses('grace', 'dm:grace', done, /^Undo$/);
    expect((await lastIn('grace')).text).toBe(
      "Undone: the hand-over from Mia Carter to 林晓. 3 customers are their former owner's again.",
    );
    await team.presses('grace', 'dm:grace', done, /^Undo$/);
    expect((await lastIn('grace')).text).toBe('That has been undone already.');
    expect(local(team.now())).toBe('2025-03-03 10:00');
  });
});
