import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../core/events.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let bot: TestIngest;

beforeAll(async () => {
  bot = await openIngest('shop', { acme: 'customer', club: 'community' });
});

afterAll(() => bot.stop());

const at = Date.UTC(2025, 4, 7, 3);
let count = 0;
const message = (over: object = {}): InboundEvent & { id: string } => {
  count++;
  const id = `bad-${count}`;
  return {
    id,
    at: at + count * 1000,
    platform: 'web',
    account: 'shop',
    person: { id: 'alice', name: 'Alice', kind: 'human', external: true },
    conversation: { id: 'acme', kind: 'group' },
    type: 'message',
    message: id,
    text: 'hello',
    mentionsBot: false,
    attachments: [],
    ...over,
  } as InboundEvent;
};

const storedText = async (id: string): Promise<string | undefined> =>
  (await bot.db.selectFrom('message').select('text').where('external_id', '=', id).executeTakeFirst())?.text;

const problems = () =>
  bot.db.selectFrom('inbox').select(['delivery', 'problem']).where('problem', 'is not', null).execute();

describe('is refused with the reason', () => {
  test.each([
    { what: 'no object', raw: 'text', reason: /not an event/ },
    { what: 'nothing', raw: null, reason: /not an event/ },
    { what: 'an unknown type', raw: message({ type: 'dance' }), reason: /type/ },
    { what: 'a field too much', raw: message({ admin: true }), reason: /admin/ },
    { what: 'no person', raw: { ...message(), person: undefined }, reason: /person/ },
    { what: 'a time in words', raw: message({ at: 'today' }), reason: /at/ },
    { what: '1970', raw: message({ at: 0 }), reason: /1970.*before the year 2000/ },
    { what: 'seconds for milliseconds', raw: message({ at: 1_746_586_800 }), reason: /are these seconds\?/ },
    { what: '2100', raw: message({ at: Date.UTC(2100, 0, 1) }), reason: /in the future/ },
    { what: 'an endless id', raw: message({ id: 'x'.repeat(600) }), reason: /id/ },
  ])('$what', async ({ raw, reason }) => {
    const [result] = await bot.feed([raw]);
    expect(result).toMatchObject({ status: 'rejected', reason: expect.stringMatching(reason) });
  });
});

describe('is taken as it is meant', () => {
  test('good events beside bad ones in one delivery', async () => {
    const [good, bad, other] = [message(), message({ type: 'dance' }), message()];
    expect(await bot.feed([good, bad, other])).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected' },
      { status: 'accepted' },
    ]);
    expect(await storedText(good.id)).toBe('hello');
  });

  test('the same delivery 50 times at once', async () => {
    const same = message({ text: 'only once' });
    const results = await bot.feed(Array.from({ length: 50 }, () => same));
    expect(results.filter((each) => each.status === 'accepted')).toHaveLength(1);
    expect(results.filter((each) => each.status === 'duplicate')).toHaveLength(49);
    const found = await bot.db.selectFrom('message').select('id').where('text', '=', 'only once').execute();
    expect(found).toHaveLength(1);
  });

  test('one message in two deliveries, as Slack does with mentions', async () => {
    const first = message({ text: 'said once, delivered twice' });
    await bot.feed([first]);
    await bot.feed([{ ...first, id: `${first.id}-again` }]);
    const found = await bot.db
      .selectFrom('interaction')
      .innerJoin('message', 'message.id', 'interaction.message_id')
      .select('interaction.id')
      .where('message.text', '=', 'said once, delivered twice')
      .execute();
    expect(found).toHaveLength(1);
  });

  test('100 KB of text, cut and marked', async () => {
    const event = message({ text: `start ${'很'.repeat(50_000)}🙂` });
    expect(await bot.feed([event])).toMatchObject([{ status: 'accepted' }]);
    const text = (await storedText(event.id)) ?? '';
    expect(text.length).toBeLessThanOrEqual(20_001);
    expect(text).toMatch(/^start 很+…$/);
  });

  test('an emoji on the edge of the cut', async () => {
    const event = message({ text: `${'a'.repeat(19_999)}🙂🙂` });
    await bot.feed([event]);
    expect((await storedText(event.id))?.isWellFormed()).toBe(true);
  });

  test.each([
    { what: 'empty text', text: '' },
    { what: 'white space', text: ' \n\t ' },
    { what: 'right-to-left text', text: 'مرحبا، أين طلبي؟ \u202Eabc\u202C' },
    { what: 'zero-width text', text: '\u200B\u200D\u2060\uFEFF' },
    { what: 'combining marks', text: `e${'\u0301'.repeat(2000)}` },
    { what: 'what looks like SQL', text: "'); drop table customer; --" },
    { what: 'what looks like HTML', text: '<script>alert(1)</script>' },
  ])('$what', async ({ text }) => {
    const event = message({ text });
    expect(await bot.feed([event])).toMatchObject([{ status: 'accepted' }]);
    expect(await storedText(event.id)).toBe(text);
  });

  test.each([
    { what: 'lone surrogates', text: 'a\ud800b\udc00c' },
    { what: 'a zero character, which PostgreSQL cannot keep', text: 'a\u0000b' },
  ])('$what', async ({ text }) => {
    const event = message({
      text,
      person: { id: `p\ud800${count}`, name: `N\u0000${text}`, kind: 'human', external: true },
    });
    expect(await bot.feed([event])).toMatchObject([{ status: 'accepted' }]);
    const stored = (await storedText(event.id)) ?? '';
    expect(stored.isWellFormed()).toBe(true);
    expect(stored).toMatch(/^a.*b/);
  });

  test('a message of an unknown person in an unknown room, which counts for nobody yet', async () => {
    const event = message({
      person: { id: 'stranger', kind: 'human', external: 'unknown' },
      conversation: { id: 'nowhere', kind: 'group' },
      text: 'who are you?',
    });
    expect(await bot.feed([event])).toMatchObject([{ status: 'accepted' }]);
    const room = await bot.db
      .selectFrom('room')
      .select('purpose')
      .where('external_id', '=', 'nowhere')
      .executeTakeFirst();
    expect(room?.purpose).toBe('unlinked');
    const counted = await bot.db
      .selectFrom('interaction')
      .innerJoin('message', 'message.id', 'interaction.message_id')
      .select('interaction.id')
      .where('message.external_id', '=', event.id)
      .execute();
    expect(counted).toEqual([]);
  });

  test('edits, recalls and reactions of messages that nobody knows', async () => {
    const about = { message: 'never-seen' };
    const {
      message: _message,
      text: _text,
      mentionsBot: _bot,
      attachments: _list,
      ...bare
    } = message() as never as Record<string, unknown>;
    const results = await bot.feed([
      { ...bare, id: 'change-1', type: 'message-edited', ...about, text: 'x' },
      { ...bare, id: 'change-2', type: 'message-recalled', ...about },
      { ...bare, id: 'change-3', type: 'reaction', ...about, emoji: '👍', change: 'removed' },
    ]);
    expect(results.map((each) => each.status)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('a thousand people who join at once', async () => {
    const {
      message: _message,
      text: _text,
      mentionsBot: _bot,
      attachments: _list,
      ...bare
    } = message() as never as Record<string, unknown>;
    const people = Array.from({ length: 1000 }, (_, index) => ({
      id: `j${index}`,
      name: `J${index}`,
      kind: 'human',
      external: true,
    }));
    const [result] = await bot.feed([
      { ...bare, conversation: { id: 'club', kind: 'group' }, type: 'joined', people },
    ]);
    expect(result).toMatchObject({ status: 'accepted' });
    const found = await bot.db
      .selectFrom('interaction')
      .select((each) => each.fn.countAll().as('count'))
      .where('kind', '=', 'joined')
      .executeTakeFirstOrThrow();
    expect(Number(found.count)).toBe(1000);
  });
});

test('nothing of all this was set aside with a problem', async () => {
  expect(await problems()).toEqual([]);
  expect((await bot.db.selectFrom('inbox').select('id').where('done_at', 'is', null).execute()).length).toBe(
    0,
  );
});
