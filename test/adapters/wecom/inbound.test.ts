import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapPayload, type PayloadKind, payloadKinds } from '../../../adapters/wecom/inbound.ts';
import { joinPayloads } from '../../../adapters/wecom/payload-lines.ts';
import { sideOfId } from '../../../adapters/wecom/people.ts';
import { inboundEventSchema } from '../../../core/events.ts';
import { botMessage } from '../../support/servers/wecom/aibot-bench.ts';
import { archiveItem } from '../../support/servers/wecom/archive-bench.ts';
import { appMessage, callbackXml, eventXml } from '../../support/servers/wecom/payloads.ts';

const own = { account: 'ww1234567890abcdef' };
const at = { receivedAt: 1_763_000_000_000 };
const customer = 'wmqYtDCQAA-q3mYAqZG2Fm5yR7HKyQpA';

const events = (raw: unknown, kind?: PayloadKind) => {
  const mapped = mapPayload(raw, own, { ...at, kind });
  if (!('events' in mapped)) throw new Error(JSON.stringify(mapped));
  return mapped.events;
};
const event = (raw: unknown, kind?: PayloadKind) => events(raw, kind)[0];

describe('callbacks', () => {
  test('a new contact brings its welcome code and its source', () => {
    const raw = eventXml('change_external_contact', {
      ChangeType: 'add_external_contact',
      UserID: 'zhangsan',
      ExternalUserID: customer,
      State: 'channel-1',
      WelcomeCode: 'WC1',
      CreateTime: 1_763_000_000,
    });
    expect(event(raw)).toMatchObject({
      type: 'contact-added',
      welcomeToken: 'WC1',
      source: 'channel-1',
      at: 1_763_000_000_000,
      account: own.account,
      person: { id: customer, external: true },
      conversation: { id: `contact:zhangsan/${customer}`, kind: 'direct' },
    });
  });

  const chat = (members: string | readonly string[], more: Readonly<Record<string, string>> = {}) =>
    eventXml('change_external_chat', {
      ChatId: 'wrA',
      ChangeType: 'update',
      UpdateDetail: 'add_member',
      MemChangeList: members,
      CreateTime: 1_763_000_000,
      ...more,
    });
  const idsIn = (raw: string) => {
    const joined = event(raw);
    return joined?.type === 'joined' ? joined.people.map((each) => each.id) : [];
  };

  test.each([
    ['two items', chat(['wmALICE', 'wmBOB']), ['wmALICE', 'wmBOB']],
    ['one item', chat(['wmALICE']), ['wmALICE']],
    ['a text with commas', chat('wmALICE,wmBOB'), ['wmALICE', 'wmBOB']],
    ['a text with blanks and an empty place', chat(' wmALICE , ,wmBOB,'), ['wmALICE', 'wmBOB']],
    ['the same twice', chat(['wmALICE', 'wmALICE']), ['wmALICE']],
  ])('the member list comes as %s', (_name, raw, wanted) => {
    expect(idsIn(raw)).toEqual(wanted);
  });

  test('of 5,000 members that come at once as many are taken as an event holds', () => {
    expect(idsIn(chat(Array.from({ length: 5000 }, (_, index) => `wmMEMBER${index}`)))).toHaveLength(2000);
  });

  test('two changes in the same second are two, and the same change delivered four times is one', () => {
    const keys = [
      chat(['wmALICE']),
      chat(['wmBOB']),
      chat(['wmALICE'], { ChatId: 'wrB' }),
      chat(['wmALICE'], { UpdateDetail: 'del_member' }),
      chat(['wmALICE'], { CurMemVer: 'v2' }),
    ].map((raw) => event(raw)?.id);
    expect(new Set(keys).size).toBe(5);
    expect(new Set([1, 2, 3, 4].map(() => event(chat(['wmALICE']))?.id)).size).toBe(1);
  });

  test('a redelivery with another welcome code is the same event', () => {
    const added = (code: string) =>
      event(
        eventXml('change_external_contact', {
          ChangeType: 'add_external_contact',
          UserID: 'u',
          ExternalUserID: 'wmA1',
          CreateTime: 1_763_000_000,
          WelcomeCode: code,
        }),
      )?.id;
    expect(added('one')).toBe(added('two'));
  });

  test('words with line breaks, brackets and ampersands stay as they are', () => {
    expect(event(appMessage('a < b && c > d\n&amp; <b>'))).toMatchObject({
      text: 'a < b && c > d\n&amp; <b>',
    });
  });

  test('a key of a button that is not ours is the action itself', () => {
    const press = (key: string) =>
      event(eventXml('template_card_event', { FromUserName: 'zhangsan', EventKey: key, TaskId: 't1' }));
    expect(press('yes')).toMatchObject({ type: 'action', action: 'yes', value: '', message: 't1' });
    expect(press('["run","status",3]')).toMatchObject({ action: 'run', value: 'status' });
    expect(press('[1,2]')).toMatchObject({ action: '[1,2]', value: '' });
  });

  test('what was chosen on a card comes as a form', () => {
    const items =
      '<SelectedItem><QuestionKey><![CDATA[q1]]></QuestionKey><OptionIds><OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId></OptionIds></SelectedItem>';
    const raw = eventXml('template_card_event', {
      FromUserName: 'zhangsan',
      EventKey: 'survey',
      SelectedItems: items,
    });
    expect(event(raw)).toMatchObject({ type: 'form', form: 'survey', values: { q1: ['a', 'b'] } });
  });

  test('a member of another company is from outside', () => {
    expect(event(appMessage('hi', { FromUserName: 'wwOTHER/lisi' }))).toMatchObject({
      person: { external: true, org: 'wwOTHER' },
    });
    expect(event(appMessage('hi'))).toMatchObject({ person: { external: false } });
  });

  test.each([
    ['a customer of WeChat', customer, true],
    ['a customer of WeCom', 'woAAAABBBBCCCCDDDDEEEEFFFFGGGG', true],
    ['a member', 'zhangsan', false],
    ['a member whose name begins like a customer', 'wolfgang', 'unknown'],
  ])('%s', (_name, id, side) => {
    expect(sideOfId(id)).toBe(side);
  });
});

describe('XML that wants to harm', () => {
  const billion = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${'&lol;'.repeat(10)}">]>`;
  test.each([
    ['a document type', `${billion}<xml><MsgType>event</MsgType><Event>&lol2;</Event></xml>`],
    ['a document type inside', `<xml>${billion}<MsgType>event</MsgType></xml>`],
    ['an outside entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><MsgType>&x;</MsgType></xml>'],
    ['257 KB', `<xml><MsgType>text</MsgType><Content>${'x'.repeat(257 * 1024)}</Content></xml>`],
    ['80,000 tags in each other', `<xml>${'<a>'.repeat(80_000)}</xml>`],
    ['CDATA without an end', `<xml>${'<![CDATA['.repeat(20_000)}</xml>`],
    ['no root', 'x'],
    ['another root', '<html></html>'],
    ['an empty root', '<xml></xml>'],
  ])('%s is refused', (_name, raw) => {
    expect(mapPayload(raw, own, { kind: 'callback' })).toHaveProperty('error');
  });

  test('an entity is not replaced', () => {
    const raw =
      '<xml><FromUserName>u</FromUserName><MsgType>text</MsgType><MsgId>1</MsgId><Content>&lt;b&gt;</Content></xml>';
    expect(event(raw)).toMatchObject({ text: '&lt;b&gt;' });
  });

  test('names that mean something to objects are only names', () => {
    const raw = '<xml><__proto__><MsgType>text</MsgType></__proto__><constructor>x</constructor></xml>';
    expect(mapPayload(raw, own)).toHaveProperty('error');
    expect(({} as Record<string, unknown>)['MsgType']).toBeUndefined();
  });
});

describe('the AI bot', () => {
  test('the bot goes by one name, whatever it is called there', () => {
    expect(event(botMessage('@CareBot status Acme'))).toMatchObject({
      text: '@Tend status Acme',
      mentionsBot: true,
    });
    const direct = botMessage('status @Acme', { chattype: 'single', chatid: undefined });
    expect(event(direct)).toMatchObject({
      text: 'status @Acme',
      conversation: { id: 'aibot:zhangsan', kind: 'direct' },
    });
  });

  test('text and pictures together are one message', () => {
    const raw = botMessage('', {
      msgtype: 'mixed',
      mixed: {
        msg_item: [
          { msgtype: 'text', text: { content: '@CareBot look' } },
          { msgtype: 'image', image: { url: 'https://x/secret', aeskey: 'k' } },
        ],
      },
    });
    expect(event(raw)).toMatchObject({ text: '@Tend look', attachments: [{ kind: 'image' }] });
    expect(JSON.stringify(event(raw))).not.toContain('secret');
  });

  test('the same message delivered twice has one key', () => {
    expect(event(botMessage('x', {}, 'same'))?.id).toBe(event(botMessage('x', {}, 'same'))?.id);
  });
});

describe('the archive', () => {
  test('a group of customers is the official one, and the customer is from outside', () => {
    expect(event(archiveItem('hello', { from: customer, roomid: 'wrROOM' }))).toMatchObject({
      conversation: { id: 'wrROOM', kind: 'group' },
      person: { id: customer, external: true },
      mentionsBot: false,
    });
  });

  test.each([
    ['from the customer', customer, 'zhangsan'],
    ['from the member', 'zhangsan', customer],
  ])('a direct chat is that of the member with the customer, %s', (_name, from, to) => {
    expect(event(archiveItem('x', { from, tolist: [to], roomid: '' }))).toMatchObject({
      conversation: { id: `contact:zhangsan/${customer}`, kind: 'direct' },
    });
  });

  test('members among themselves are ours, whatever their ids look like', () => {
    const raw = archiveItem('x', { msgid: 'm1', from: 'wolfgang', tolist: ['zhangsan'], roomid: '' });
    expect(event(raw)).toMatchObject({
      person: { external: false },
      conversation: { id: 'members:wolfgang/zhangsan' },
    });
  });

  test('what vendors write differently means the same: lists as text, numbers as text, an envelope', () => {
    const item = archiveItem('hi', {
      tolist: 'zhangsan',
      roomid: '',
      msgtime: '1691386666454',
      seq: '25825',
    });
    expect(event(item)).toMatchObject({
      at: 1_691_386_666_454,
      conversation: { id: expect.stringContaining('zhangsan') },
    });
    expect(
      event({ seq: 196, msgid: 'e1_external', msg: JSON.stringify({ ...item, msgid: undefined }) }),
    ).toMatchObject({
      message: 'e1_external',
    });
  });

  test('a recall names the message that it takes back', () => {
    const raw = archiveItem('', {
      action: 'recall',
      msgtype: 'revoke',
      revoke: { pre_msgid: 'old_external' },
    });
    expect(event(raw)).toMatchObject({ type: 'message-recalled', message: 'old_external' });
  });

  test('a mixed item and a forwarded history are read to their words', () => {
    const part = (type: string, content: object) => ({ type, content: JSON.stringify(content) });
    const mixed = archiveItem('', {
      msgtype: 'mixed',
      mixed: { item: [part('text', { content: 'see' }), part('image', { filesize: 9 })] },
    });
    expect(event(mixed)).toMatchObject({ text: 'see', attachments: [{ kind: 'image', bytes: 9 }] });
    const record = archiveItem('', {
      msgtype: 'chatrecord',
      chatrecord: { title: '群聊', item: [part('ChatRecordText', { content: '你好' })] },
    });
    expect(event(record)).toMatchObject({ text: '群聊\n你好' });
  });

  test('an item that is nested without end is read to a depth', () => {
    let content: object = { content: 'deep' };
    for (let depth = 0; depth < 50; depth++) {
      content = { item: [{ type: 'mixed', content: JSON.stringify(content).slice(0, 100_000) }] };
    }
    expect(event(archiveItem('', { msgtype: 'mixed', mixed: content }))?.type).toBe('message');
  });
});

describe('anything at all', () => {
  const names = [
    'MsgType',
    'Event',
    'ChangeType',
    'UserID',
    'ExternalUserID',
    'ChatId',
    'UpdateDetail',
    'MemChangeList',
    'MsgId',
    'FromUserName',
    'CreateTime',
    'EventKey',
    'SelectedItems',
    'msgtype',
    'msgid',
    'from',
    'tolist',
    'roomid',
    'msgtime',
    'text',
    'mixed',
    'chatrecord',
    'revoke',
    'event',
    'body',
    'chattype',
    'chatid',
    'aibotid',
    'action',
    'seq',
    'msg',
    'news',
    'info',
    'vote',
    'file',
    'consent',
    'xml',
    'cmd',
    'headers',
    'create_time',
  ];
  const values = fc.oneof(
    fc.constantFrom(
      'event',
      'text',
      'mixed',
      'change_external_chat',
      'change_external_contact',
      'update',
      'add_member',
    ),
    fc.constantFrom(
      'add_external_contact',
      'template_card_event',
      'group',
      'revoke',
      'chatrecord',
      '',
      0,
      -1,
      1e300,
      null,
    ),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const payloads = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(values, fc.dictionary(fc.constantFrom(...names), values)),
  );

  const check = (raw: unknown, kind: PayloadKind | undefined) => {
    const mapped = mapPayload(raw, own, { kind, ...at });
    if ('events' in mapped) {
      for (const each of mapped.events) expect(inboundEventSchema.safeParse(each).error).toBeUndefined();
    } else expect(Object.keys(mapped)).toHaveLength(1);
  };

  test('an object with names of WeCom never throws and never gives what is no event', () => {
    fc.assert(fc.property(payloads, fc.constantFrom(undefined, ...payloadKinds), check), { numRuns: 1500 });
  });

  test('neither does any text or value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, ...payloadKinds), check),
    );
  });

  test('neither does a callback that was cut or changed anywhere', () => {
    const whole = callbackXml({
      MsgType: 'event',
      Event: 'change_external_chat',
      ChatId: 'wrA',
      MemChangeList: ['a', 'b'],
    });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 5 }), (from, length, put) =>
        check(whole.slice(0, from) + put + whole.slice(from + length), 'callback'),
      ),
    );
  });

  test.each([undefined, null, 1, true, [], [1], 'x', '"x"', '{}', '[]'])('%j is an error', (raw) => {
    expect(mapPayload(raw, {})).toHaveProperty('error.code', 'payload');
  });
});

describe('lines', () => {
  const join = async (text: string): Promise<readonly string[]> => {
    const lines = async function* () {
      for (const [index, line] of text.split('\n').entries()) yield [index + 1, line] as const;
    };
    const found: string[] = [];
    for await (const [, payload] of joinPayloads(lines())) found.push(payload);
    return found;
  };

  test('XML over several lines is one payload, JSON is one a line', async () => {
    const xml = '<xml>\n<A>1</A>\n</xml>';
    expect(await join(`${xml}\n{"a":1}\n<xml><B/></xml>\n${xml}`)).toEqual([
      xml,
      '{"a":1}',
      '<xml><B/></xml>',
      xml,
    ]);
  });

  test('XML that does not end does not swallow what follows', async () => {
    expect(await join('<xml>\n<A>\n{"a":1}\n<xml><B/></xml>')).toEqual([
      '<xml>\n<A>',
      '{"a":1}',
      '<xml><B/></xml>',
    ]);
  });
});
