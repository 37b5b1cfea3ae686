import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundEvent } from '../../../core/events.ts';
import { openIngest, type TestIngest } from '../../support/ingest.ts';

let ingest: TestIngest;
let count = 0;

beforeAll(async () => {
  ingest = await openIngest('unused');
});

afterAll(() => ingest.stop());

const customer = 'wmCUSTOMERAAAAAAAAAAAAAAAAAAAAAA';

/** What the archive hears in the direct chat of a member and a customer. */
const said = (by: 'member' | 'customer', text: string): InboundEvent => ({
  id: `d${++count}`,
  at: Date.now() - 60_000 + count,
  platform: 'wecom',
  account: 'ww1',
  person:
    by === 'member'
      ? { id: 'zhangsan', kind: 'human', external: false, name: '张三' }
      : { id: customer, kind: 'human', external: true, name: 'Alice' },
  conversation: { id: `contact:zhangsan/${customer}`, kind: 'direct' },
  type: 'message',
  message: `m${count}`,
  text,
  mentionsBot: false,
  attachments: [],
});

test('what a member writes to a customer in a chat that we overhear is no command, and is our answer', async () => {
  await ingest.feed([said('customer', '咖啡机漏水，我要投诉！')]);
  await ingest.feed([said('member', 'status Alice')]);
  await ingest.feed([said('member', '您好，非常抱歉，明天上午给您安排师傅上门。')]);
  expect(
    await ingest.db
      .selectFrom('outbox')
      .select('message')
      .where('idempotency_key', 'like', 'reply/%')
      .execute(),
  ).toEqual([]);
  const heard = await ingest.db
    .selectFrom('interaction')
    .select(['direction', 'kind'])
    .orderBy('at')
    .execute();
  expect(heard.map((each) => `${each.kind} ${each.direction}`)).toEqual([
    'message in',
    'message out',
    'message out',
  ]);
  const promises = await ingest.db.selectFrom('promise').select('phrase').execute();
  expect(promises).toHaveLength(1);
  const { owner } = await ingest.db
    .selectFrom('customer')
    .innerJoin('person', 'person.id', 'customer.owner_id')
    .select('person.name as owner')
    .executeTakeFirstOrThrow();
  expect(owner).toBe('张三');
});
