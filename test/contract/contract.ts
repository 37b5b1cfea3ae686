import { afterEach, describe, expect, test } from 'vitest';
import { updatingPlatforms } from '../../bot/outbox/updates.ts';
import type { Adapter, Sent } from '../../core/adapter.ts';
import { PlatformError } from '../../core/errors.ts';
import { inboundEventSchema } from '../../core/events.ts';
import type { Card, Message } from '../../core/messages.ts';
import { until } from '../support/until.ts';
import { contractForms } from './forms.ts';
import type { Bench, Clause, Harness, TestSink } from './harness.ts';
import { createTestSink } from './sink.ts';

const customersWords = 'our pumps stopped and nobody at your place answers';
const ownWords = 'a quiet word about the Acme account';

const say = (text: string): Message => ({ audience: 'customer', text });

const card: Card = {
  title: 'Acme & Sons <at risk>',
  blocks: [
    { kind: 'heading', text: 'Why' },
    { kind: 'text', text: 'Silent for 30 days *since* <!channel> @all' },
    { kind: 'quote', text: 'where is\nmy order?', source: 'Ann' },
    {
      kind: 'fields',
      fields: [
        { label: 'Owner', value: 'Mia' },
        { label: 'Empty', value: '' },
      ],
    },
    { kind: 'meter', label: 'Health', share: 0.4, value: '40' },
    { kind: 'divider' },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Done', action: 'follow-up-done', value: '17', style: 'primary' },
        { label: 'Done too', action: 'follow-up-done', value: '18' },
        { label: 'Wrong', action: 'follow-up-wrong', value: '17', style: 'danger' },
      ],
    },
  ],
};

/** What the outbox does: an `unknown` is looked up, and sent again only when it surely did not arrive. */
const deliverOnce = async (adapter: Adapter, bench: Bench, message: Message, key: string): Promise<Sent> => {
  const sinceAt = Date.now();
  const sent = await adapter.send(bench.room, message, { idempotencyKey: key });
  if (sent.status !== 'unknown' || !adapter.findSent) return sent;
  const found = await adapter.findSent(bench.room, message, { idempotencyKey: key, sinceAt });
  return found ?? adapter.send(bench.room, message, { idempotencyKey: key });
};

const caught = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error;
  }
};

/** Adds the tests that every adapter must pass. */
export const contract = (harness: Harness): void => {
  const name = harness.way ? `${harness.platform} ${harness.way}` : harness.platform;
  const unless = (clause: Clause, title: string, run: () => Promise<void>): void => {
    const reason = harness.lacks[clause];
    if (reason === undefined) test(title, run);
    else test.skip(`${title} (${reason})`, run);
  };

  describe(`the contract of ${name}`, () => {
    const benches: { readonly bench: Bench; readonly sink: TestSink }[] = [];
    const open = async (started = true) => {
      const opened = { bench: await harness.open({ forms: contractForms }), sink: createTestSink() };
      benches.push(opened);
      if (started) await opened.bench.adapter.start(opened.sink.sink);
      return { ...opened, adapter: opened.bench.adapter };
    };

    afterEach(async () => {
      for (const { bench } of benches.splice(0)) {
        await bench.adapter.stop();
        // Whatever a test did, no log holds a secret or what somebody wrote.
        const logged = bench.logged();
        for (const secret of [...bench.secrets, customersWords, ownWords])
          expect(logged).not.toContain(secret);
        await bench.close();
      }
    });

    describe('what comes in', () => {
      test.each(harness.fixtures.map((fixture) => [fixture.name, fixture] as const))(
        '%s maps to what it is',
        (_name, { raw, becomes }) => {
          const mapped = harness.parse(structuredClone(raw));
          const became =
            'events' in mapped ? mapped.events.map((event) => event.type) : Object.keys(mapped)[0];
          expect(became, JSON.stringify(mapped)).toEqual(becomes);
          if (!('events' in mapped)) return;
          for (const event of mapped.events) {
            expect(inboundEventSchema.safeParse(event).error).toBeUndefined();
            expect(event.platform).toBe(harness.platform);
          }
        },
      );

      unless('customers', 'a message arrives with its words, its place and who said it', async () => {
        const { bench, sink } = await open();
        expect(await bench.deliver(bench.message({ text: customersWords }))).toBeLessThan(300);
        expect(sink.events).toMatchObject([
          {
            type: 'message',
            text: customersWords,
            account: bench.adapter.account,
            person: { id: bench.customer, external: true },
            conversation: { id: bench.room.conversation },
          },
        ]);
      });

      unless('heard', 'somebody of ours is known to be ours', async () => {
        const { bench, sink } = await open();
        await bench.deliver(bench.message({ text: 'hello', by: 'colleague' }));
        expect(sink.events).toMatchObject([{ person: { id: bench.colleague, external: false } }]);
      });

      unless('own-messages', 'what the bot says itself is not heard', async () => {
        const { bench, sink } = await open();
        expect(await bench.deliver(bench.message({ text: ownWords, by: 'bot' }))).toBeLessThan(300);
        expect(sink.events).toEqual([]);
      });

      unless('redelivery', 'a redelivery has the same id, another message has another', async () => {
        const { bench, sink } = await open();
        const first = bench.message({ text: 'one' });
        await bench.deliver(first);
        await bench.deliver(first, { redelivery: 1 });
        await bench.deliver(bench.message({ text: 'one' }));
        const [one, again, other] = sink.events;
        expect(again?.id).toBe(one?.id);
        expect(other?.id).not.toBe(one?.id);
        const messages = sink.events.map((event) => (event.type === 'message' ? event.message : ''));
        expect(messages[1]).toBe(messages[0]);
        expect(messages[2]).not.toBe(messages[0]);
      });

      for (const signature of ['forged', 'missing', 'stale', 'future'] as const) {
        unless(
          'signature',
          `a request whose signature is ${signature} is refused and not heard`,
          async () => {
            const { bench, sink } = await open();
            const status = await bench.deliver(bench.message({ text: customersWords }), { signature });
            expect(status).toBe(401);
            expect(sink.events).toEqual([]);
          },
        );
      }

      unless('heard', 'a delivery is acknowledged only after it is stored', async () => {
        const { bench, sink } = await open();
        const release = sink.hold();
        let answered = false;
        const delivered = bench.deliver(bench.message({ text: 'wait' })).then((status) => {
          answered = true;
          return status;
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(answered).toBe(false);
        release();
        expect(await delivered).toBeLessThan(300);
        expect(sink.events).toHaveLength(1);
      });

      unless(
        'heard',
        'what could not be stored is not acknowledged, and is stored when it comes again',
        async () => {
          const { bench, sink } = await open();
          const message = bench.message({ text: customersWords });
          sink.failNext(1);
          expect(await bench.deliver(message)).toBeGreaterThanOrEqual(500);
          expect(sink.events).toEqual([]);
          expect(await bench.deliver(message, { redelivery: 1 })).toBeLessThan(300);
          expect(sink.events).toHaveLength(1);
        },
      );
    });

    describe('what goes out', () => {
      unless('posted', 'text arrives as it is, whatever is in it', async () => {
        const { adapter, bench } = await open();
        const text = `${ownWords} & <b> <!channel> @all 1 < 2`;
        const sent = await adapter.send(bench.room, say(text), { idempotencyKey: 'k1' });
        const [posted] = bench.posted();
        expect(sent).toEqual({ status: 'sent', ref: posted?.ref });
        expect(posted).toMatchObject({ text, conversation: bench.room.conversation });
      });

      unless('posted', 'a card arrives with all its words and its buttons', async () => {
        const { adapter, bench } = await open();
        await adapter.send(bench.room, { ...say('fallback'), card }, { idempotencyKey: 'k2' });
        const [posted] = bench.posted();
        const words = [
          'Acme & Sons <at risk>',
          'Silent for 30 days',
          '<!channel> @all',
          'where is',
          'my order?',
          'Ann',
          'Owner',
          'Mia',
          'Health',
          '40',
        ];
        if (adapter.can.cards) {
          for (const each of words) expect(posted?.text).toContain(each);
          expect(posted?.buttons).toEqual([
            { label: 'Done', action: 'follow-up-done', value: '17' },
            { label: 'Done too', action: 'follow-up-done', value: '18' },
            { label: 'Wrong', action: 'follow-up-wrong', value: '17' },
          ]);
        } else expect(posted?.text).toContain('fallback');
      });

      const withPicture = {
        ...say('fallback'),
        card: {
          title: 'A week',
          blocks: [
            { kind: 'image', picture: 'a'.repeat(64), alt: 'A line & what it <shows>' },
            { kind: 'text', text: 'and words' },
          ],
        },
      } as const;

      unless('pictures', 'a picture on a card arrives as it is, once', async () => {
        const { adapter, bench } = await open();
        // Every byte there is, to be sure that none is taken for a letter.
        const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
        const pictures = new Map([['a'.repeat(64), { bytes, type: 'image/png' as const }]]);
        const sent = await adapter.send(bench.room, withPicture, { idempotencyKey: 'picture', pictures });
        expect(sent).toMatchObject({ status: 'sent' });
        await adapter.send(bench.room, withPicture, { idempotencyKey: 'picture', pictures });
        const posted = bench.posted();
        const shown = posted.flatMap((each) => each.pictures ?? []);
        expect(shown.map((each) => Buffer.from(each).toString('hex'))).toEqual([
          Buffer.from(bytes).toString('hex'),
        ]);
        expect(posted.map((each) => each.text).join('\n')).toContain('and words');
      });

      unless('posted', 'a picture that is not there is told by its words', async () => {
        const { adapter, bench } = await open();
        const sent = await adapter.send(bench.room, withPicture, { idempotencyKey: 'no picture' });
        expect(sent).toMatchObject({ status: 'sent' });
        const words = bench
          .posted()
          .map((each) => each.text)
          .join('\n');
        const shown = adapter.can.cards ? ['A line & what it <shows>', 'and words'] : ['fallback'];
        for (const each of shown) expect(words).toContain(each);
      });

      unless('split', 'a long text arrives whole, in as many messages as it takes', async () => {
        const { adapter, bench } = await open();
        const lines = Array.from({ length: 2500 }, (_, index) => `line ${index} of the story & more`);
        const sent = await adapter.send(bench.room, say(lines.join('\n')), { idempotencyKey: 'k3' });
        expect(sent).toEqual({ status: 'sent', ref: bench.posted()[0]?.ref });
        const all = bench
          .posted()
          .map((each) => each.text)
          .join('\n')
          .split('\n');
        expect(all).toEqual(lines);
      });

      unless('split', 'a card with 200 buttons and long words arrives whole', async () => {
        const { adapter, bench } = await open();
        const buttons = Array.from({ length: 200 }, (_, index) => ({
          label: `B${index}`,
          action: 'run',
          value: String(index),
        }));
        const text = Array.from({ length: 900 }, (_, index) => `word${index} &<>`).join(' ');
        const large: Card = {
          title: 'Large',
          blocks: [
            { kind: 'text', text },
            { kind: 'buttons', buttons },
          ],
        };
        expect(
          await adapter.send(bench.room, { ...say('x'), card: large }, { idempotencyKey: 'k4' }),
        ).toMatchObject({
          status: 'sent',
        });
        const posted = bench.posted();
        expect(posted.flatMap((each) => each.buttons.map((button) => button.value))).toEqual(
          buttons.map((button) => button.value),
        );
        const words = posted.map((each) => each.text).join(' ');
        for (const index of [0, 450, 899]) expect(words).toContain(`word${index} &<>`);
      });

      unless('sends', 'the same key sends once, also at the same time', async () => {
        const { adapter, bench } = await open();
        const send = () => adapter.send(bench.room, say(ownWords), { idempotencyKey: 'same' });
        const sent = [...(await Promise.all([send(), send()])), await send()];
        expect(new Set(sent.map((each) => (each.status === 'sent' ? each.ref : each.status))).size).toBe(1);
        expect(sent[0]?.status).toBe('sent');
        expect(harness.lacks.posted ? 1 : bench.posted().length).toBe(1);
        await adapter.send(bench.room, say(ownWords), { idempotencyKey: 'other' });
        expect(harness.lacks.posted ? 2 : bench.posted().length).toBe(2);
      });

      unless(
        'reconcile',
        'a message whose answer was lost is unknown, is found, and is not said twice',
        async () => {
          const { adapter, bench } = await open();
          bench.fail('cut-after');
          const sinceAt = Date.now();
          expect(await adapter.send(bench.room, say(ownWords), { idempotencyKey: 'lost' })).toEqual({
            status: 'unknown',
          });
          const found = await adapter.findSent?.(bench.room, say(ownWords), {
            idempotencyKey: 'lost',
            sinceAt,
          });
          expect(found).toEqual({ status: 'sent', ref: bench.posted()[0]?.ref });
          expect(await adapter.send(bench.room, say(ownWords), { idempotencyKey: 'lost' })).toEqual(found);
          expect(bench.posted()).toHaveLength(1);
        },
      );

      unless('reconcile', 'a lost answer is reconciled before anything is said again', async () => {
        const { adapter, bench } = await open();
        bench.fail('cut-after');
        expect(await deliverOnce(adapter, bench, say(ownWords), 'again')).toEqual({
          status: 'sent',
          ref: bench.posted()[0]?.ref,
        });
        expect(bench.posted()).toHaveLength(1);
      });

      unless('reconcile', 'a message that was never sent is not found', async () => {
        const { adapter, bench } = await open();
        await adapter.send(bench.room, say('another'), { idempotencyKey: 'a' });
        const found = await adapter.findSent?.(bench.room, say('x'), {
          idempotencyKey: 'b',
          sinceAt: Date.now(),
        });
        expect(found).toBeUndefined();
      });

      unless('faults', 'a limit is reported with the time to wait, and nothing was sent', async () => {
        const { adapter, bench } = await open();
        bench.fail('limited');
        const error = await caught(adapter.send(bench.room, say(ownWords), { idempotencyKey: 'l' }));
        expect(error).toBeInstanceOf(PlatformError);
        expect((error as PlatformError).retryAfterMs).toBe(bench.limitedMs);
        expect(bench.posted()).toEqual([]);
        expect(await adapter.send(bench.room, say(ownWords), { idempotencyKey: 'l' })).toMatchObject({
          status: 'sent',
        });
      });

      unless('faults', 'a limit that does not say how long still asks to wait', async () => {
        const { adapter, bench } = await open();
        bench.fail('limited-silently');
        const error = await caught(adapter.send(bench.room, say(ownWords), { idempotencyKey: 'l2' }));
        expect((error as PlatformError).retryAfterMs).toBeGreaterThan(0);
      });

      unless('faults', 'a token that is no longer valid is an error with its code and a remedy', async () => {
        const { adapter, bench } = await open();
        bench.fail('unauthorised');
        const error = await caught(adapter.send(bench.room, say(ownWords), { idempotencyKey: 'u' }));
        expect(error).toBeInstanceOf(PlatformError);
        const { platformCode, retryAfterMs, message } = error as PlatformError;
        expect(platformCode).toBeTruthy();
        expect(retryAfterMs).toBeUndefined();
        for (const secret of [...bench.secrets, ownWords]) expect(message).not.toContain(secret);
      });

      unless('faults', 'a conversation that is not there is refused, with the reason', async () => {
        const { adapter, bench } = await open();
        bench.fail('refused');
        const sent = await adapter.send(bench.room, say(ownWords), { idempotencyKey: 'r' });
        expect(sent).toMatchObject({ status: 'refused', reason: expect.stringMatching(/./) });
      });

      unless('faults', "the platform's own failure never loses or doubles a message", async () => {
        const { adapter, bench } = await open();
        bench.fail('failing');
        const first = await deliverOnce(adapter, bench, say(ownWords), 'f').catch((error: unknown) => error);
        if (first instanceof Error) {
          expect(first).toBeInstanceOf(PlatformError);
          await deliverOnce(adapter, bench, say(ownWords), 'f');
        }
        expect(bench.posted()).toHaveLength(1);
      });

      unless('update', 'a message of ours is replaced', async () => {
        const { adapter, bench } = await open();
        const sent = await adapter.send(bench.room, { ...say('before'), card }, { idempotencyKey: 'up' });
        const ref = sent.status === 'sent' ? sent.ref : '';
        expect(await adapter.update?.(bench.room, ref, say('after'))).toEqual({ status: 'sent', ref });
        expect(bench.posted()).toMatchObject([{ ref, text: 'after', buttons: [] }]);
      });
    });

    describe('what it can', () => {
      test('it replaces messages exactly where prompts count on it', async () => {
        const { adapter } = await open(false);
        expect(updatingPlatforms.has(adapter.platform)).toBe(adapter.update !== undefined);
      });

      test('what it cannot do it does not have', async () => {
        const { adapter } = await open(false);
        const { can } = adapter;
        expect(adapter.directTo !== undefined).toBe(can.direct);
        expect(adapter.showHome !== undefined).toBe(can.home);
        expect(adapter.roster !== undefined).toBe(can.roster);
      });

      test('one person alone is answered where the platform can', async () => {
        const { adapter, bench } = await open();
        if (!adapter.can.ephemeral) return;
        await adapter.send({ ...bench.room, onlyFor: bench.colleague }, say(ownWords), {
          idempotencyKey: 'e',
        });
        if (!harness.lacks.posted)
          expect(bench.posted()).toMatchObject([{ onlyFor: bench.colleague, text: ownWords }]);
      });

      unless('direct', 'a direct chat with a person is found and written to', async () => {
        const { adapter, bench } = await open();
        if (!adapter.directTo) return;
        const direct = await adapter.directTo(bench.colleague);
        expect(direct).not.toBe('');
        const sent = await adapter.send({ conversation: direct }, say(ownWords), { idempotencyKey: 'd' });
        expect(sent.status).toBe('sent');
      });

      test('a thread is answered in the thread', async () => {
        const { adapter, bench } = await open();
        if (!adapter.can.threads || harness.lacks.posted) return;
        const root = await adapter.send(bench.room, say('root'), { idempotencyKey: 't1' });
        const thread = root.status === 'sent' ? root.ref : '';
        await adapter.send({ ...bench.room, thread }, say('reply'), { idempotencyKey: 't2' });
        expect(bench.posted().find((each) => each.text === 'reply')).toMatchObject({ thread });
      });

      unless('roster', 'the roster says who is in the room and who is from outside', async () => {
        const { adapter, bench } = await open();
        if (!adapter.roster) return;
        const people = await adapter.roster(bench.group ?? bench.room.conversation);
        const external = new Map(people.map((person) => [person.id, person.external]));
        expect(external.get(bench.customer)).toBe(true);
        expect(external.get(bench.colleague)).toBe(false);
        expect(await caught(adapter.roster('no-such-conversation'))).toBeInstanceOf(PlatformError);
      });

      test('it knows the conversations that the bot is in', async () => {
        const { adapter, bench } = await open();
        if (!adapter.conversations) return;
        expect((await adapter.conversations()).map((each) => each.id)).toContain(
          bench.group ?? bench.room.conversation,
        );
      });

      unless('history', 'what was said while nobody listened is found, once each, page by page', async () => {
        const { adapter, bench } = await open();
        if (!adapter.history) return;
        const wanted = bench.sayUnheard(Array.from({ length: 130 }, (_, index) => `unheard ${index}`));
        const found: string[] = [];
        let next: string | undefined;
        let pages = 0;
        do {
          const page = await adapter.history(bench.room.conversation, 0, next);
          expect(page.reachesBack).toBe(true);
          expect(page.events.map((event) => event.at)).toEqual(
            page.events.map((event) => event.at).toSorted((a, b) => a - b),
          );
          for (const event of page.events) {
            expect(inboundEventSchema.safeParse(event).success).toBe(true);
            if (event.type === 'message') found.push(event.message);
          }
          next = page.next;
        } while (next !== undefined && ++pages < 50);
        expect(found.toSorted()).toEqual([...wanted].toSorted());
      });

      test("a card is shown on the person's own page", async () => {
        const { adapter, bench } = await open();
        if (!adapter.showHome) return;
        await adapter.showHome(bench.colleague, card);
        expect(bench.homeOf(bench.colleague)).toContain('Silent for 30 days');
      });

      test('a button opens its form, and what is filled in comes back with the value of the button', async () => {
        const { adapter, bench, sink } = await open();
        if (!adapter.can.forms || !bench.formPress || !bench.formSubmit) return;
        expect(await bench.deliver(bench.formPress('note', '42'))).toBeLessThan(300);
        expect(bench.opened()).toEqual(['note']);
        expect(await bench.deliver(bench.formSubmit('note', { words: 'called, all well' }))).toBeLessThan(
          300,
        );
        expect(sink.events).toMatchObject([
          {
            type: 'form',
            form: 'note',
            values: { value: '42', words: 'called, all well' },
            conversation: { id: bench.room.conversation },
            person: { id: bench.colleague },
          },
        ]);
      });
    });

    describe('stopping and starting', () => {
      unless('heard', 'stop waits for what is being stored, and nothing is taken afterwards', async () => {
        const { adapter, bench, sink } = await open();
        const release = sink.hold();
        const delivered = bench.deliver(bench.message({ text: 'last' }));
        await new Promise((resolve) => setTimeout(resolve, 50));
        let stopped = false;
        const stopping = adapter.stop().then(() => {
          stopped = true;
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(stopped).toBe(false);
        release();
        await stopping;
        expect(await delivered).toBeLessThan(300);
        expect(sink.events).toHaveLength(1);
        expect(await bench.deliver(bench.message({ text: 'too late' }))).toBeGreaterThanOrEqual(500);
        expect(sink.events).toHaveLength(1);
      });

      unless('heard', 'a restart hears again', async () => {
        const { adapter, bench } = await open();
        await adapter.stop();
        const again = createTestSink();
        await adapter.start(again.sink);
        await until(
          async () => (await bench.deliver(bench.message({ text: 'back' }))) < 300,
          'the adapter does not hear after its restart',
        );
        expect(again.events).toMatchObject([{ type: 'message', text: 'back' }]);
      });
    });
  });
};
