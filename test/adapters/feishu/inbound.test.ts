import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapPayload } from '../../../adapters/feishu/inbound.ts';
import { inboundEventSchema } from '../../../core/events.ts';
import { cardEvent, envelope, messageEvent } from '../../support/servers/feishu/payloads.ts';

const identity = { account: 'tenant-us', botUser: 'ou_bot', appId: 'cli_0123456789abcdef' };
const map = (raw: unknown, who: object = identity) => mapPayload(raw, who, 1_700_000_000_999);
const one = (raw: unknown, who: object = identity) => {
  const mapped = map(raw, who);
  if (!('events' in mapped) || mapped.events.length !== 1) throw new Error(JSON.stringify(mapped));
  expect(inboundEventSchema.parse(mapped.events[0])).toEqual(mapped.events[0]);
  return mapped.events[0];
};
const header = { event_id: 'e1', create_time: '1700000000123' };
const ann = { union_id: 'on_1', user_id: 'u1', open_id: 'ou_1' };

describe('an event of version 2.0', () => {
  test.each([
    {
      name: 'a message of a customer',
      raw: messageEvent(
        { content: { text: 'hi' }, more: { message_id: 'om_1', create_time: '1700000000001' } },
        undefined,
        header,
      ),
      event: {
        type: 'message',
        id: 'e1',
        at: 1_700_000_000_001,
        platform: 'feishu',
        account: 'tenant-us',
        message: 'om_1',
        person: { id: 'ou_customer', org: 'tenant-customer', kind: 'human', external: true },
        conversation: { id: 'oc_room', kind: 'group' },
      },
    },
    {
      name: 'a message of a colleague in a direct chat',
      raw: messageEvent(
        { content: { text: 'hi' }, more: { chat_type: 'p2p' } },
        { openId: 'ou_1', tenant: 'tenant-us' },
      ),
      event: { type: 'message', person: { external: false }, conversation: { kind: 'direct' } },
    },
    {
      name: 'an answer in a thread',
      raw: messageEvent({
        content: { text: 'hi' },
        more: { root_id: 'om_0', parent_id: 'om_5', thread_id: 'omt_1' },
      }),
      event: { type: 'message', conversation: { thread: 'om_0' } },
    },
    {
      name: 'the beginning of a topic',
      raw: messageEvent({ content: { text: 'hi' }, more: { message_id: 'om_7', thread_id: 'omt_1' } }),
      event: { type: 'message', conversation: { thread: 'om_7' } },
    },
    {
      name: 'another bot',
      raw: messageEvent(
        { content: { text: 'hi' } },
        { openId: 'ou_robot', tenant: 'tenant-us', type: 'bot' },
      ),
      event: { type: 'message', person: { id: 'ou_robot', kind: 'bot' } },
    },
    {
      name: 'a recall',
      raw: envelope(
        'im.message.recalled_v1',
        { message_id: 'om_1', chat_id: 'oc_1', recall_time: '1700000000009', recall_type: 'message_owner' },
        header,
      ),
      event: {
        type: 'message-recalled',
        at: 1_700_000_000_009,
        message: 'om_1',
        person: { kind: 'system' },
        conversation: { id: 'oc_1' },
      },
    },
    {
      name: 'a reaction',
      raw: envelope('im.message.reaction.created_v1', {
        message_id: 'om_1',
        reaction_type: { emoji_type: 'THUMBSUP' },
        operator_type: 'user',
        user_id: ann,
        action_time: '1700000000005',
      }),
      event: {
        type: 'reaction',
        at: 1_700_000_000_005,
        message: 'om_1',
        emoji: 'THUMBSUP',
        change: 'added',
        person: { id: 'ou_1', external: 'unknown' },
      },
    },
    {
      name: 'a reaction taken back by another app',
      raw: envelope('im.message.reaction.deleted_v1', {
        message_id: 'om_1',
        reaction_type: { emoji_type: 'OK' },
        operator_type: 'app',
        app_id: 'cli_other',
        action_time: '1700000000005',
      }),
      event: { type: 'reaction', change: 'removed', person: { id: 'cli_other', kind: 'bot' } },
    },
    {
      name: 'people who came',
      raw: envelope('im.chat.member.user.added_v1', {
        chat_id: 'oc_1',
        operator_id: ann,
        external: true,
        operator_tenant_key: 'tenant-us',
        name: 'Room',
        users: [
          {
            name: '王',
            tenant_key: 'tenant-customer',
            user_id: { open_id: 'ou_3', union_id: 'on_3', user_id: '' },
          },
          { name: 'Bob', tenant_key: 'tenant-us', user_id: { open_id: 'ou_4' } },
        ],
      }),
      event: {
        type: 'joined',
        person: { id: 'ou_1', external: false },
        people: [
          { id: 'ou_3', org: 'tenant-customer', name: '王', kind: 'human', external: true },
          { id: 'ou_4', external: false },
        ],
      },
    },
    {
      name: 'people in a room without outsiders, told without their tenant',
      raw: envelope('im.chat.member.user.added_v1', {
        chat_id: 'oc_1',
        operator_id: ann,
        external: false,
        users: [{ name: 'B', user_id: { open_id: 'ou_4' } }],
      }),
      event: { type: 'joined', people: [{ id: 'ou_4', external: false }] },
    },
    {
      name: 'an invitation withdrawn',
      raw: envelope('im.chat.member.user.withdrawn_v1', {
        chat_id: 'oc_1',
        operator_id: ann,
        users: [{ name: 'B', user_id: { open_id: 'ou_4' } }],
      }),
      event: { type: 'left', people: [{ id: 'ou_4', external: 'unknown' }] },
    },
    {
      name: 'people who went',
      raw: envelope('im.chat.member.user.deleted_v1', {
        chat_id: 'oc_1',
        operator_id: ann,
        users: [{ tenant_key: 'tenant-us', user_id: { open_id: 'ou_4' } }],
      }),
      event: { type: 'left' },
    },
    {
      name: 'the bot added',
      raw: envelope('im.chat.member.bot.added_v1', {
        chat_id: 'oc_1',
        operator_id: ann,
        external: false,
        operator_tenant_key: 'tenant-us',
        name: 'x',
      }),
      event: { type: 'bot-added', person: { id: 'ou_1' } },
    },
    {
      name: 'the bot taken out',
      raw: envelope('im.chat.member.bot.deleted_v1', { chat_id: 'oc_1', operator_id: ann, external: false }),
      event: { type: 'bot-removed' },
    },
    {
      name: 'a chat dissolved',
      raw: envelope('im.chat.disbanded_v1', { chat_id: 'oc_1', operator_id: ann }),
      event: { type: 'bot-removed' },
    },
    {
      name: 'the direct chat opened',
      raw: envelope('im.chat.access_event.bot_p2p_chat_entered_v1', {
        chat_id: 'oc_p',
        operator_id: ann,
        last_message_id: 'om_1',
      }),
      event: { type: 'home-opened', person: { id: 'ou_1' }, conversation: { id: 'oc_p', kind: 'direct' } },
    },
    {
      name: 'an entry of the menu',
      raw: envelope('application.bot.menu_v6', {
        operator: { operator_name: 'Ann', operator_id: ann },
        event_key: 'my',
        timestamp: 1_700_000_007,
      }),
      event: {
        type: 'command',
        name: 'my',
        args: '',
        at: 1_700_000_007_000,
        person: { id: 'ou_1', name: 'Ann' },
        conversation: { id: 'ou_1', kind: 'direct' },
      },
    },
    {
      name: 'a button of ours, timed in microseconds',
      raw: cardEvent(
        { value: { action: 'follow-up-done', value: '12' } },
        {},
        { create_time: '1700000000123456' },
      ),
      event: {
        type: 'action',
        at: 1_700_000_000_123,
        action: 'follow-up-done',
        value: '12',
        message: 'om_card',
        person: { id: 'ou_colleague', external: false },
      },
    },
    {
      name: 'a button of another card',
      raw: cardEvent({ value: { k: 'v' }, name: 'b1' }),
      event: { type: 'action', action: 'b1', value: '{"k":"v"}' },
    },
    {
      name: 'a button whose value is text',
      raw: cardEvent({ value: 'plain' }),
      event: { type: 'action', action: 'button', value: 'plain' },
    },
    {
      name: 'a menu on a card',
      raw: cardEvent({ tag: 'select_static', value: undefined, option: 'b' }),
      event: { type: 'action', action: 'select_static', value: 'b' },
    },
    {
      name: 'a menu on a card of ours',
      raw: cardEvent({ tag: 'select_static', value: { action: 'pick' }, option: '7/12' }),
      event: { type: 'action', action: 'pick', value: '7/12' },
    },
    {
      name: 'a form of ours',
      raw: cardEvent({
        value: { form: 'note', value: 'c1' },
        form_value: { text: '好', day: '2026-03-01 +0800', tags: ['a', 'b'], on: true },
      }),
      event: {
        type: 'form',
        form: 'note',
        values: { text: '好', day: '2026-03-01', tags: ['a', 'b'], on: 'true', value: 'c1' },
      },
    },
  ])('$name', ({ raw, event }) => {
    expect(one(raw)).toMatchObject(event);
  });
});

describe('an event of version 1.0', () => {
  const old = (event: object) => ({
    uuid: 'u1',
    token: 't',
    ts: '1550038209.428520',
    type: 'event_callback',
    event: { app_id: 'cli_0123456789abcdef', tenant_key: 'tenant-us', ...event },
  });
  test.each([
    {
      name: 'a message',
      event: {
        type: 'message',
        open_chat_id: 'oc_1',
        chat_type: 'private',
        msg_type: 'text',
        open_id: 'ou_1',
        open_message_id: 'om_1',
        is_mention: true,
        text: '<at open_id="ou_bot">@小助手</at> 状态 <at open_id="ou_2">@Bob</at>',
      },
      becomes: {
        type: 'message',
        id: 'u1',
        at: 1_550_038_209_428,
        text: '@Tend 状态 @Bob',
        mentionsBot: true,
        conversation: { kind: 'direct' },
        person: { id: 'ou_1', external: 'unknown' },
      },
    },
    {
      name: 'a rich text',
      event: {
        type: 'message',
        open_chat_id: 'oc_1',
        chat_type: 'group',
        msg_type: 'post',
        open_id: 'ou_1',
        open_message_id: 'om_1',
        title: 'T',
        text: 'words',
        image_keys: ['k1', 'k2'],
      },
      becomes: { type: 'message', text: 'T\nwords', attachments: [{ kind: 'image' }, { kind: 'image' }] },
    },
    {
      name: 'a picture',
      event: {
        type: 'message',
        open_chat_id: 'oc_1',
        chat_type: 'group',
        msg_type: 'image',
        open_id: 'ou_1',
        open_message_id: 'om_1',
        image_key: 'k',
      },
      becomes: { text: '', attachments: [{ kind: 'image' }] },
    },
    {
      name: 'forwarded messages',
      event: {
        type: 'message',
        open_chat_id: 'oc_1',
        chat_type: 'group',
        msg_type: 'merge_forward',
        open_id: 'ou_1',
        open_message_id: 'om_1',
        msg_list: [{ text: 'a' }, { text: 'b' }],
      },
      becomes: { text: 'a\nb', attachments: [{ kind: 'card' }] },
    },
    {
      name: 'the bot added',
      event: {
        type: 'add_bot',
        open_chat_id: 'oc_1',
        operator_open_id: 'ou_1',
        operator_name: 'Ann',
        chat_name: 'x',
      },
      becomes: { type: 'bot-added', person: { id: 'ou_1', name: 'Ann' } },
    },
    {
      name: 'the bot taken out',
      event: { type: 'remove_bot', open_chat_id: 'oc_1', operator_open_id: 'ou_1' },
      becomes: { type: 'bot-removed' },
    },
    {
      name: 'people who came',
      event: {
        type: 'add_user_to_chat',
        chat_id: 'oc_1',
        operator: { open_id: 'ou_1', user_id: 'u' },
        users: [{ name: 'B', open_id: 'ou_2', user_id: 'u2' }],
      },
      becomes: { type: 'joined', people: [{ id: 'ou_2', name: 'B' }] },
    },
    {
      name: 'people who went',
      event: {
        type: 'remove_user_from_chat',
        chat_id: 'oc_1',
        operator: { open_id: 'ou_1' },
        users: [{ name: 'B', open_id: 'ou_2' }],
      },
      becomes: { type: 'left' },
    },
    {
      name: 'a direct chat made',
      event: {
        type: 'p2p_chat_create',
        chat_id: 'oc_1',
        operator: { open_id: 'ou_1' },
        user: { name: 'A', open_id: 'ou_1' },
      },
      becomes: { type: 'home-opened', person: { id: 'ou_1', name: 'A' } },
    },
  ])('$name', ({ event, becomes }) => {
    expect(one(old(event))).toMatchObject(becomes);
  });

  test('an old card callback has a key of its own for every press and the time of its receipt', () => {
    const press = {
      open_id: 'ou_1',
      user_id: 'u',
      open_message_id: 'om_1',
      open_chat_id: 'oc_1',
      tenant_key: 'tenant-us',
      token: 'c-1',
      action: { value: { action: 'run', value: 'status' }, tag: 'button' },
    };
    const event = one(press);
    expect(event).toMatchObject({
      type: 'action',
      action: 'run',
      value: 'status',
      message: 'om_1',
      at: 1_700_000_000_999,
      person: { external: false },
    });
    expect(one(press)?.id).toBe(event?.id);
    expect(one({ ...press, token: 'c-2' })?.id).not.toBe(event?.id);
  });
});

describe('nothing for us', () => {
  test.each([
    { raw: { type: 'url_verification', challenge: 'c', token: 't' }, ignored: 'url_verification' },
    {
      raw: messageEvent({ content: { text: 'x' } }, { openId: 'ou_bot', tenant: 'tenant-us', type: 'bot' }),
      ignored: 'own message',
    },
    {
      raw: envelope('im.message.reaction.created_v1', {
        message_id: 'om_1',
        reaction_type: { emoji_type: 'OK' },
        operator_type: 'app',
        app_id: 'cli_0123456789abcdef',
      }),
      ignored: 'own reaction',
    },
    {
      raw: envelope('im.message.message_read_v1', { reader: {} }),
      ignored: 'event type im.message.message_read_v1 is not used',
    },
    {
      raw: envelope('im.chat.updated_v1', { chat_id: 'oc_1' }),
      ignored: 'event type im.chat.updated_v1 is not used',
    },
    { raw: envelope('constructor', {}), ignored: 'event type constructor is not used' },
    {
      raw: { type: 'event_callback', uuid: 'u', event: { type: 'app_ticket', app_ticket: 'secret' } },
      ignored: 'event type app_ticket is not used',
    },
  ])('$ignored', ({ raw, ignored }) => {
    expect(map(raw)).toEqual({ ignored });
  });

  test('the bot that is a member of the history by its app id is itself', () => {
    const raw = envelope('im.message.receive_v1', {
      sender: { id: 'cli_0123456789abcdef', id_type: 'app_id', sender_type: 'app' },
      message: { message_id: 'om_1', chat_id: 'oc_1', message_type: 'text', content: '{"text":"x"}' },
    });
    expect(map(raw)).toEqual({ ignored: 'own message' });
  });
});

describe('what cannot be read', () => {
  test.each([
    { raw: { encrypt: 'abc' }, says: /encrypted/ },
    { raw: null, says: /no JSON object/ },
    { raw: [], says: /no JSON object/ },
    { raw: 'x', says: /no JSON object/ },
    { raw: {}, says: /no event type/ },
    { raw: { schema: '2.0', header: {}, event: {} }, says: /no event type/ },
  ])('$raw', ({ raw, says }) => {
    expect(map(raw)).toMatchObject({ error: { code: 'payload', message: expect.stringMatching(says) } });
  });
});

describe('without knowing who we are', () => {
  test('the tenant of the header is ours', () => {
    const raw = messageEvent({ content: { text: 'x' } }, { openId: 'ou_1', tenant: 'tenant-us' });
    expect(one(raw, {})).toMatchObject({ account: 'tenant-us', person: { external: false } });
  });

  test('an app that is mentioned may be us, a person is not', () => {
    const said = (more: object) =>
      messageEvent({
        content: { text: '@_user_1 x' },
        more: { mentions: [{ key: '@_user_1', id: { open_id: 'ou_x' }, name: 'X', ...more }] },
      });
    expect(one(said({ mentioned_type: 'bot' }), {})).toMatchObject({ mentionsBot: true });
    expect(one(said({ mentioned_type: 'user' }), {})).toMatchObject({ mentionsBot: false });
    expect(one(said({}), {})).toMatchObject({ mentionsBot: false });
  });

  test('an old card callback does not say who is of another company', () => {
    const press = {
      open_id: 'ou_1',
      open_message_id: 'om_1',
      tenant_key: 'tenant-x',
      token: 'c',
      action: { tag: 'button' },
    };
    expect(one(press, {})).toMatchObject({ person: { external: 'unknown' }, account: 'tenant-x' });
    expect(one(press, { account: 'cli_0123456789abcdef' })).toMatchObject({
      person: { external: 'unknown' },
    });
  });
});

describe('what others recorded', () => {
  const full = messageEvent({ content: { text: 'hi' }, more: { message_id: 'om_1' } }, undefined, header) as {
    header: object;
    event: { sender: object; message: Record<string, unknown> };
  };

  test('by the SDK, which mixes header and event', () => {
    expect(one({ schema: '2.0', ...full.header, ...full.event })).toEqual(one(full));
  });

  test('as a string', () => {
    expect(one(JSON.stringify(full))).toEqual(one(full));
  });

  test('without the envelope, and as the history lists it', () => {
    const { content, message_type, ...rest } = full.event.message;
    const listed = {
      ...rest,
      msg_type: message_type,
      body: { content },
      sender: { id: 'ou_customer', sender_type: 'user', tenant_key: 'tenant-customer' },
    };
    expect(one(full.event)).toMatchObject({
      id: 'message:om_1',
      text: 'hi',
      person: { id: 'ou_customer', external: true },
    });
    expect(one(listed)).toMatchObject({
      id: 'message:om_1',
      text: 'hi',
      person: { id: 'ou_customer', external: true },
    });
  });
});

test('the same delivery has the same key, another message another', () => {
  const raw = messageEvent({ content: { text: 'x' } });
  expect(one(raw)?.id).toBe(one(structuredClone(raw))?.id);
  expect(one(messageEvent({ content: { text: 'x' } }))?.id).not.toBe(one(raw)?.id);
});

test('more people than one event takes come in several', () => {
  const users = Array.from({ length: 2500 }, (_, index) => ({
    name: `p${index}`,
    user_id: { open_id: `ou_${index}` },
  }));
  const mapped = map(envelope('im.chat.member.user.added_v1', { chat_id: 'oc_1', operator_id: ann, users }));
  if (!('events' in mapped)) throw new Error('no events');
  expect(mapped.events.map((event) => (event.type === 'joined' ? event.people.length : 0))).toEqual([
    2000, 500,
  ]);
  expect(new Set(mapped.events.map((event) => event.id)).size).toBe(2);
});

const types = [
  'im.message.receive_v1',
  'im.message.recalled_v1',
  'im.message.reaction.created_v1',
  'im.chat.member.user.added_v1',
  'im.chat.member.bot.added_v1',
  'application.bot.menu_v6',
  'card.action.trigger',
  'message',
  'add_bot',
  'p2p_chat_create',
];
const keys = [
  'message',
  'sender',
  'sender_id',
  'open_id',
  'message_id',
  'chat_id',
  'mentions',
  'key',
  'id',
  'users',
  'user_id',
  'operator',
  'action',
  'value',
  'form_value',
  'context',
  'content',
  'message_type',
  'create_time',
  'event_key',
  'text',
  'msg_list',
];

test('whatever comes is mapped, ignored or refused, and every event is one', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.constant('ou_1'),
      fc.constant('1700000000000'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...types), value, fc.boolean(), value, (type, event, modern, extra) => {
      const raw = modern
        ? {
            schema: '2.0',
            header: { event_type: type, event_id: extra, tenant_key: extra, create_time: extra },
            event,
          }
        : {
            uuid: extra,
            event:
              typeof event === 'object' && event !== null && !Array.isArray(event)
                ? { ...event, type }
                : event,
          };
      const mapped = map(raw);
      if ('events' in mapped) for (const each of mapped.events) inboundEventSchema.parse(each);
      if ('error' in mapped) expect(mapped.error.message).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});
