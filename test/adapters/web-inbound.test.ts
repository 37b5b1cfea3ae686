import { describe, expect, test } from 'vitest';
import { createWebAdapter } from '../../adapters/web/adapter.ts';
import { toInboundEvent, webPostSchema } from '../../adapters/web/inbound.ts';
import { StorageError } from '../../core/errors.ts';
import { type InboundEvent, inboundEventSchema } from '../../core/events.ts';

const alice = { id: 'alice', name: 'Alice', kind: 'human', external: true } as const;
const context = {
  account: 'shop',
  person: alice,
  kind: 'group',
  at: 1_746_586_800_000,
  id: 'web-1',
} as const;
const post = (over: object) => webPostSchema.parse({ as: 'alice', room: 'acme', ...over });

describe('a post of the page', () => {
  test.each([
    {
      post: { type: 'message', text: 'hi', thread: 't1' },
      event: {
        type: 'message',
        message: 'web-1',
        text: 'hi',
        mentionsBot: false,
        conversation: { thread: 't1' },
      },
    },
    {
      post: { type: 'edit', message: 'm', text: 'ho' },
      event: { type: 'message-edited', message: 'm', text: 'ho' },
    },
    { post: { type: 'recall', message: 'm' }, event: { type: 'message-recalled', message: 'm' } },
    {
      post: { type: 'react', message: 'm', emoji: '👍', change: 'removed' },
      event: { type: 'reaction', emoji: '👍', change: 'removed' },
    },
    {
      post: { type: 'action', action: 'run', value: 'status' },
      event: { type: 'action', action: 'run', value: 'status' },
    },
  ])('of type $post.type is an event that everything behind understands', ({ post: given, event }) => {
    const made = toInboundEvent(post(given), context);
    expect(made).toMatchObject(event);
    expect(inboundEventSchema.parse(made)).toEqual(made);
  });

  test.each(['@Tend status', 'hi @tend, status', '你好，@Tend 状态', '@TEND'])('%s calls the bot', (text) => {
    expect(toInboundEvent(post({ type: 'message', text }), context)).toMatchObject({ mentionsBot: true });
  });

  test.each(['I attend @Tendency', 'mail me at ann@tend.example', '@Tend_er', 'tend'])(
    '%s does not',
    (text) => {
      expect(toInboundEvent(post({ type: 'message', text }), context)).toMatchObject({ mentionsBot: false });
    },
  );
});

describe('the web adapter', () => {
  const request = (body: unknown) =>
    new Request('http://localhost/api/events', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const open = (sink?: (event: InboundEvent) => Promise<void>) => {
    const adapter = createWebAdapter({
      account: 'shop',
      now: () => context.at,
      lookUp: async (person, room) =>
        person === 'alice' && room === 'acme' ? { account: 'shop', person: alice, kind: 'group' } : undefined,
    });
    return { adapter, started: sink ? adapter.start(sink) : Promise.resolve() };
  };
  const answerTo = async (body: unknown, sink?: (event: InboundEvent) => Promise<void>) => {
    const { adapter, started } = open(sink);
    await started;
    return adapter.webhook?.(request(body)) as Promise<Response>;
  };
  const hello = { as: 'alice', room: 'acme', type: 'message', text: 'hi' };

  test('acknowledges only what was taken', async () => {
    const taken: InboundEvent[] = [];
    const answer = await answerTo(hello, async (event) => void taken.push(event));
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ id: taken[0]?.id });
  });

  test('answers 503 while it is not started, and when the event could not be stored', async () => {
    expect((await answerTo(hello)).status).toBe(503);
    const answer = await answerTo(hello, async () => {
      throw new StorageError('The database is away.');
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: 'storage', message: expect.stringMatching(/try again/) },
    });
  });

  test.each([
    { what: 'no JSON', body: '{' },
    { what: 'no post', body: { as: 'alice' } },
    { what: 'an empty message', body: { ...hello, text: ' \n ' } },
    { what: 'an unknown person', body: { ...hello, as: 'nobody' } },
    { what: 'an unknown room', body: { ...hello, room: 'nowhere' } },
    { what: 'an endless text', body: { ...hello, text: 'x'.repeat(200_001) } },
  ])('refuses $what with 400 and a sentence', async ({ body }) => {
    const answer = await answerTo(body, async () => undefined);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'input', message: expect.stringMatching(/\.$/) },
    });
  });
});
