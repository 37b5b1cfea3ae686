import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapPayload } from '../../../adapters/feishu/inbound.ts';
import type { MessageEvent } from '../../../core/events.ts';
import { messageEvent } from '../../support/servers/feishu/payloads.ts';

const read = (type: string, content: unknown, more: object = {}): MessageEvent => {
  const mapped = mapPayload(messageEvent({ type, content, more }), { botUser: 'ou_bot' });
  const event = 'events' in mapped ? mapped.events[0] : undefined;
  if (event?.type !== 'message') throw new Error(JSON.stringify(mapped));
  return event;
};

const people = Array.from({ length: 11 }, (_, index) => ({
  key: `@_user_${index + 1}`,
  id: { open_id: `ou_${index + 1}`, union_id: `on_${index + 1}`, user_id: '' },
  name: ['Ann', 'Bob', 'Cat', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivy', 'Jon', 'Kim'][index],
  tenant_key: 'tenant-us',
}));

describe('what a message says, by its type', () => {
  test.each([
    { type: 'text', content: { text: '合同好了吗？' }, text: '合同好了吗？', kinds: [] },
    {
      type: 'text',
      content: { text: '<at user_id="ou_1">Tom</at> <at user_id="all">x</at> hi' },
      text: '@Tom @all hi',
      kinds: [],
    },
    { type: 'text', content: { text: '' }, text: '', kinds: [] },
    { type: 'text', content: '{"text":', text: '{"text":', kinds: [] },
    {
      type: 'post',
      content: {
        title: '报价',
        content: [
          [
            { tag: 'text', text: '见 ', style: ['bold'] },
            { tag: 'a', href: 'https://x.cn/1', text: '这里' },
          ],
          [{ tag: 'img', image_key: 'img_1' }],
          [{ tag: 'emotion', emoji_type: 'SMILE' }],
          [{ tag: 'hr' }],
          [{ tag: 'code_block', language: 'GO', text: 'x := 1\n' }],
          [{ tag: 'media', file_key: 'f', image_key: 'i' }],
          [{ tag: 'at', user_id: 'all', user_name: 'everyone' }],
          [{ tag: 'unheard', text: 'of' }],
        ],
      },
      text: '报价\n见 [这里](https://x.cn/1)\n[SMILE]\n---\n```go\nx := 1\n```\n@all\nof',
      kinds: ['link', 'image', 'video'],
    },
    {
      type: 'post',
      content: { zh_cn: { title: '', content: [[{ tag: 'text', text: '中' }]] } },
      text: '中',
      kinds: [],
    },
    {
      type: 'post',
      content: { ja_jp: { title: '日', content: [[{ tag: 'text', text: '本' }]] } },
      text: '日\n本',
      kinds: [],
    },
    { type: 'post', content: { de_de: { content: [[{ tag: 'text', text: 'ja' }]] } }, text: 'ja', kinds: [] },
    {
      type: 'post',
      content: { post: { en_us: { title: 't', content: [[{ tag: 'text', text: 'b' }]] } } },
      text: 't\nb',
      kinds: [],
    },
    {
      type: 'post',
      content: { title: '', content: [[{ tag: 'md', text: '**bold**' }]] },
      text: '**bold**',
      kinds: [],
    },
    { type: 'post', content: { title: 'only', content: [] }, text: 'only', kinds: [] },
    { type: 'image', content: { image_key: 'img_1' }, text: '', kinds: ['image'] },
    { type: 'file', content: { file_key: 'f', file_name: '合同.pdf' }, text: '', kinds: ['file'] },
    { type: 'folder', content: { file_key: 'f', file_name: '资料' }, text: '', kinds: ['file'] },
    { type: 'audio', content: { file_key: 'f', duration: 2000 }, text: '', kinds: ['audio'] },
    {
      type: 'media',
      content: { file_key: 'f', image_key: 'i', file_name: 'a.mp4', duration: 1 },
      text: '',
      kinds: ['video'],
    },
    { type: 'video', content: { file_key: 'f' }, text: '', kinds: ['video'] },
    { type: 'sticker', content: { file_key: 'f' }, text: '', kinds: ['sticker'] },
    {
      type: 'location',
      content: { name: '人民广场', longitude: '1', latitude: '2' },
      text: '人民广场',
      kinds: ['location'],
    },
    { type: 'share_chat', content: { chat_id: 'oc_9' }, text: '', kinds: ['card'] },
    { type: 'share_user', content: { user_id: 'ou_9' }, text: '', kinds: ['card'] },
    {
      type: 'merge_forward',
      content: 'Merged and Forwarded Message',
      text: 'Merged and Forwarded Message',
      kinds: ['card'],
    },
    {
      type: 'todo',
      content: {
        task_id: 't',
        summary: { title: '', content: [[{ tag: 'text', text: '发报价' }]] },
        due_time: '1',
      },
      text: '发报价',
      kinds: ['card'],
    },
    {
      type: 'vote',
      content: { topic: '午饭', options: ['面', '饭'] },
      text: '午饭\n- 面\n- 饭',
      kinds: ['card'],
    },
    {
      type: 'video_chat',
      content: { topic: '周会', start_time: '1700000000000' },
      text: '周会',
      kinds: ['card'],
    },
    {
      type: 'calendar',
      content: { summary: '签约', start_time: '1', end_time: '2' },
      text: '签约',
      kinds: ['card'],
    },
    { type: 'general_calendar', content: { summary: '签约' }, text: '签约', kinds: ['card'] },
    {
      type: 'share_calendar_event',
      content: { summary: '签约', open_calendar_id: 'c' },
      text: '签约',
      kinds: ['card'],
    },
    { type: 'hongbao', content: { text: '[红包]' }, text: '[红包]', kinds: ['card'] },
    {
      type: 'interactive',
      content: {
        title: '审批',
        elements: [
          [
            { tag: 'text', text: '请假' },
            { tag: 'button', text: '同意' },
          ],
        ],
      },
      text: '审批\n请假',
      kinds: ['card'],
    },
    {
      type: 'interactive',
      content: {
        json_card: JSON.stringify({
          header: { title: { tag: 'plain_text', content: 'H' } },
          body: { elements: [{ tag: 'markdown', content: 'm' }] },
        }),
      },
      text: 'H\nm',
      kinds: ['card'],
    },
    {
      type: 'interactive',
      content: { type: 'template', data: { template_id: 'x' } },
      text: '',
      kinds: ['card'],
    },
    { type: 'hologram', content: { text: 'new kind' }, text: 'new kind', kinds: ['card'] },
    { type: 'hologram', content: {}, text: '', kinds: ['card'] },
  ])('$type $content', ({ type, content, text, kinds }) => {
    const event = read(type, content);
    expect(event.text).toBe(text);
    expect(event.attachments.map((each) => each.kind)).toEqual(kinds);
  });

  test('keeps the names of files', () => {
    expect(read('file', { file_key: 'f', file_name: '合同.pdf' }).attachments).toEqual([
      { kind: 'file', name: '合同.pdf' },
    ]);
  });

  test('a notice of the platform is nobody’s message, with the names filled in', () => {
    const content = {
      template: '{from_user} invited {to_chatters} to this chat.',
      from_user: ['Ann'],
      to_chatters: ['Bob', 'Cat'],
    };
    const event = read('system', content);
    expect(event.text).toBe('Ann invited Bob, Cat to this chat.');
    expect(event.person).toEqual({ id: 'system', kind: 'system', external: 'unknown' });
  });
});

describe('people who are mentioned', () => {
  test('are named, also the tenth and eleventh', () => {
    const text = 'a @_user_10 b @_user_1 c @_user_11，@_user_2好';
    expect(read('text', { text }, { mentions: people }).text).toBe('a @Jon b @Ann c @Kim，@Bob好');
  });

  test('a placeholder that is the beginning of another does not hide it', () => {
    const mentions = [
      { key: '@_a', name: 'Ann' },
      { key: '@_ab', name: 'Bob' },
    ];
    expect(read('text', { text: '@_ab @_a' }, { mentions }).text).toBe('@Bob @Ann');
  });

  test('a name that looks like a placeholder stays a name', () => {
    const odd = [
      { ...people[0], name: '@_user_2' },
      { ...people[1], name: '$&' },
    ];
    expect(read('text', { text: '@_user_1 @_user_2' }, { mentions: odd }).text).toBe('@@_user_2 @$&');
  });

  test('whoever is not listed keeps the placeholder, and is not mistaken for the first', () => {
    expect(read('text', { text: '@_user_12 x' }, { mentions: people.slice(0, 1) }).text).toBe('@_user_12 x');
  });

  test('all are called without being listed', () => {
    expect(read('text', { text: '@_all 开会 @_allison' }).text).toBe('@all 开会 @_allison');
    const all = [{ key: '@_all', id: {}, name: '所有人' }];
    expect(read('text', { text: '@_all 开会' }, { mentions: all }).text).toBe('@所有人 开会');
  });

  test('the bot is called Tend, whatever the app is called', () => {
    const mentions = [
      { key: '@_user_1', id: { open_id: 'ou_bot' }, name: '客户 助手', mentioned_type: 'bot' },
    ];
    const event = read('text', { text: '@_user_1 状态' }, { mentions });
    expect(event).toMatchObject({ text: '@Tend 状态', mentionsBot: true });
  });

  test('another bot is not us', () => {
    const mentions = [{ key: '@_user_1', id: { open_id: 'ou_other' }, name: 'Other', mentioned_type: 'bot' }];
    expect(read('text', { text: '@_user_1 hi' }, { mentions })).toMatchObject({
      text: '@Other hi',
      mentionsBot: false,
    });
  });

  test('in a rich text by their placeholder', () => {
    const content = {
      title: '',
      content: [
        [
          { tag: 'at', user_id: '@_user_10', user_name: 'x' },
          { tag: 'text', text: ' hi' },
        ],
      ],
    };
    expect(read('post', content, { mentions: people }).text).toBe('@Jon hi');
  });
});

/** The vendor's own reading of a message: another opinion on what the words are. */
const normalize = (
  createRequire(import.meta.url)('@larksuiteoapi/node-sdk') as typeof import('@larksuiteoapi/node-sdk')
).normalize;

test.each([
  { type: 'text', content: { text: 'hello @_user_1' } },
  {
    type: 'post',
    content: {
      title: '',
      content: [
        [
          { tag: 'text', text: 'a ' },
          { tag: 'a', href: 'https://x.cn', text: 'b' },
        ],
        [{ tag: 'text', text: 'c' }],
      ],
    },
  },
  { type: 'system', content: { template: '{from_user} left', from_user: ['Ann'] } },
  {
    type: 'interactive',
    content: {
      header: { title: { tag: 'plain_text', content: 'H' } },
      body: {
        elements: [
          { tag: 'markdown', content: 'm' },
          { tag: 'div', text: { tag: 'plain_text', content: 'p' } },
        ],
      },
    },
  },
  { type: 'hologram', content: { text: 'new' } },
])('the vendor reads the same words in $type', async ({ type, content }) => {
  const raw = messageEvent({ type, content, more: { mentions: people.slice(0, 1) } }) as { event: never };
  const theirs = await normalize(raw.event, { botIdentity: { openId: 'ou_bot', name: 'Tend' } });
  expect(read(type, content, { mentions: people.slice(0, 1) }).text).toBe(theirs.content);
});

test('no content whatever makes it fail', () => {
  const types = [
    'text',
    'post',
    'interactive',
    'system',
    'todo',
    'vote',
    'merge_forward',
    'x',
    'constructor',
    '__proto__',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.oneof(fc.string(), fc.json(), fc.jsonValue()),
      (type, content) => {
        const raw = messageEvent({ type, content });
        const mapped = mapPayload(raw, {}, 0);
        expect('events' in mapped).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
