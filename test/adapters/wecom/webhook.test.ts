import { afterEach, describe, expect, test } from 'vitest';
import { PlatformError } from '../../../core/errors.ts';
import type { Card } from '../../../core/messages.ts';
import { openWebhook } from '../../support/servers/wecom/webhook-bench.ts';

type Opened = Awaited<ReturnType<typeof openWebhook>>;
const benches: Opened[] = [];
const open = async (...given: Parameters<typeof openWebhook>): Promise<Opened> => {
  const bench = await openWebhook(...given);
  benches.push(bench);
  return bench;
};
afterEach(async () => {
  for (const bench of benches.splice(0)) {
    await bench.close();
    for (const secret of bench.secrets) expect(bench.logged()).not.toContain(secret);
  }
});

const note = { audience: 'team', text: 'Acme & Sons <b> @all 1 < 2' } as const;
const key = (idempotencyKey: string) => ({ idempotencyKey });
const card: Card = {
  title: 'Daily digest',
  blocks: [
    { kind: 'heading', text: 'Why' },
    { kind: 'text', text: 'silent **since** <@all> [bank](http://evil)' },
    { kind: 'quote', text: 'where is\nmy order?', source: 'Ann' },
    { kind: 'fields', fields: [{ label: 'Owner', value: 'Mia' }] },
  ],
};

describe('a group robot', () => {
  test('says text as it is, and cards as markdown in which words of others stay words', async () => {
    const bench = await open();
    expect(await bench.adapter.send(bench.room, note, key('1'))).toMatchObject({ status: 'sent' });
    await bench.adapter.send(bench.room, { ...note, card }, key('2'));
    const [text, markdown] = bench.posted();
    expect(text?.text).toBe(note.text);
    for (const words of [
      'Daily digest',
      'silent **since** <@all> [bank](http://evil)',
      'my order?',
      'Owner: Mia',
    ]) {
      expect(markdown?.text).toContain(words);
    }
    expect(markdown?.text).not.toMatch(/CALLED|LINK|EMPHASIS/);
  });

  test('says a card as a card when it fits and there is somewhere to lead', async () => {
    const bench = await open({ cardUrl: 'https://bot.example/' });
    const small: Card = { title: 'Digest', blocks: [{ kind: 'text', text: 'All well' }] };
    await bench.adapter.send(bench.room, { ...note, card: small }, key('1'));
    await bench.adapter.send(bench.room, { ...note, card: { ...small, title: 'x'.repeat(100) } }, key('2'));
    expect(bench.server.state.robotMessages.map(({ body }) => body['msgtype'])).toEqual([
      'template_card',
      'markdown',
    ]);
  });

  test('the 21st message of a minute is refused here with the time to wait', async () => {
    let now = Date.now();
    const bench = await open({}, () => now);
    for (let index = 0; index < 20; index++) await bench.adapter.send(bench.room, note, key(`n${index}`));
    const error: unknown = await bench.adapter
      .send(bench.room, note, key('n20'))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PlatformError);
    expect((error as PlatformError).retryAfterMs).toBe(60_000);
    expect(bench.posted()).toHaveLength(20);
    now += 60_001;
    expect(await bench.adapter.send(bench.room, note, key('n20'))).toMatchObject({ status: 'sent' });
  });

  test('a long text is cut into at most eight messages of 2,048 bytes', async () => {
    const bench = await open();
    await bench.adapter.send(bench.room, { ...note, text: '好'.repeat(20_000) }, key('1'));
    const texts = bench.server.state.robotMessages.map(
      ({ body }) => (body['text'] as { readonly content: string }).content,
    );
    expect(texts).toHaveLength(8);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    expect(texts.at(-1)?.endsWith('…')).toBe(true);
  });

  test('a lost answer is unknown and stays so', async () => {
    const bench = await open();
    bench.fail('cut-after');
    expect(await bench.adapter.send(bench.room, note, key('1'))).toEqual({ status: 'unknown' });
    const found = await bench.adapter.findSent?.(bench.room, note, { ...key('1'), sinceAt: 0 });
    expect(found).toEqual({ status: 'unknown' });
  });

  test('a key that is wrong, and a name that is not configured, are refused without the key', async () => {
    const bench = await open({ rooms: { alerts: { key: 'a-wrong-key', membersOnly: true } } });
    const sent = await bench.adapter.send(bench.room, note, key('1'));
    expect(sent).toMatchObject({ status: 'refused', reason: expect.stringMatching(/no-such-robot/) });
    expect(JSON.stringify(sent)).not.toContain('a-wrong-key');
    expect(await bench.adapter.send({ conversation: 'webhook:other' }, note, key('2'))).toMatchObject({
      status: 'refused',
    });
    expect(await bench.adapter.send({ conversation: 'webhook:toString' }, note, key('3'))).toMatchObject({
      status: 'refused',
    });
  });

  test('its group counts as internal only when the operator says so', async () => {
    const bench = await open({ rooms: { alerts: { key: 'k', membersOnly: false } } });
    await expect(bench.adapter.roster?.('webhook:alerts')).rejects.toBeInstanceOf(PlatformError);
    const internal = await open();
    expect((await internal.adapter.roster?.('webhook:alerts'))?.map((each) => each.external)).toEqual([
      false,
    ]);
  });
});
