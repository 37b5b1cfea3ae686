import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapPayload } from '../../../adapters/slack/inbound.ts';
import { parseCommand } from '../../../bot/commands/parse.ts';
import type { Identity } from '../../../core/adapter.ts';
import { type InboundEvent, inboundEventSchema } from '../../../core/events.ts';
import { delivered, slackFixtures, typed } from '../../support/servers/slack/fixtures.ts';

const ts = '1767600000.000100';
const receivedAt = Date.UTC(2026, 0, 5);
const map = (raw: unknown, identity: Identity = {}) => mapPayload(raw, identity, receivedAt);

/** The only event that a payload stands for. */
const one = (raw: unknown, identity: Identity = {}): InboundEvent => {
  const mapped = map(raw, identity);
  if (!('events' in mapped) || mapped.events.length !== 1) throw new Error(JSON.stringify(mapped));
  return mapped.events[0] as InboundEvent;
};
const message = (raw: unknown, identity: Identity = {}) => {
  const event = one(raw, identity);
  if (event.type !== 'message') throw new Error(event.type);
  return event;
};

describe('the words of a message', () => {
  test.each([
    ['Tom &amp; Jerry &lt;3 &gt; 2', 'Tom & Jerry <3 > 2'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['hi <@U0ANN> and <@U0ANN|ann>', 'hi <@U0ANN> and <@U0ANN|ann>'],
    ['in <#C1|general> and <#C2|> and <#C3>', 'in #general and #C2 and #C3'],
    ['<!here> <!channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S1|@sales> <!subteam^S2>', '@sales @group'],
    ['<!date^1392734382^{date}|February 18>', 'February 18'],
    ['see <https://a.test/x?a=1&amp;b=2|the page>', 'see the page (https://a.test/x?a=1&b=2)'],
    ['<https://a.test/x>', 'https://a.test/x'],
    ['<http://a.test|a.test>', 'a.test'],
    ['<mailto:ann@a.test|ann@a.test> <tel:+491|+49 1>', 'ann@a.test +49 1 (+491)'],
    [':smile: stays', ':smile: stays'],
    ['1 < 2 and <unknown thing>', '1 < 2 and <unknown thing>'],
    ['多谢！&amp;', '多谢！&'],
  ])('%s is read as %s', (text, said) => {
    expect(message(typed({ text, blocks: undefined })).text).toBe(said);
  });

  test('without a text the rich text is read', () => {
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
    const elements = [
      section(
        { type: 'user', user_id: 'U0ANN' },
        { type: 'text', text: ' look ', style: { bold: true } },
        { type: 'emoji', name: 'eyes' },
        { type: 'link', url: 'https://a.test', text: 'here' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'broadcast', range: 'here' },
      ),
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [section({ type: 'text', text: 'a' }), section({ type: 'text', text: 'b' })],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'they said\nso' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x = 1' }] },
    ];
    const { text } = message(typed({ text: '', blocks: [{ type: 'rich_text', elements }] }));
    expect(text).toBe(
      '<@U0ANN> look :eyes:here (https://a.test)#C1@here\n1. a\n2. b\n> they said\n> so\n```\nx = 1\n```',
    );
  });

  test('without text and rich text the other blocks and then the attachments are read', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Deal & more' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*won* &amp; paid' },
        fields: [{ type: 'mrkdwn', text: 'by Mia' }],
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'today' },
          { type: 'image', alt_text: 'x' },
        ],
      },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' } }] },
    ];
    expect(message(typed({ text: '', blocks })).text).toBe('Deal & more\n*won* & paid\nby Mia\ntoday');
    const attachments = [
      {
        pretext: 'New',
        title: 'Ticket 7',
        title_link: 'https://t.test/7',
        text: 'pump &amp; valve',
        fields: [{ title: 'Prio', value: 'high' }],
      },
      {
        is_share: true,
        is_msg_unfurl: true,
        text: 'where is it?',
        from_url: 'https://home.slack.com/archives/C1/p1',
      },
    ];
    const said = message(typed({ text: '', blocks: undefined, attachments }));
    expect(said.text).toBe('New\nTicket 7\npump & valve\nPrio: high\n> where is it?');
    expect(said.attachments.map((each) => [each.kind, each.url])).toEqual([
      ['link', 'https://t.test/7'],
      ['link', 'https://home.slack.com/archives/C1/p1'],
    ]);
  });

  test('files come with kind, name, page and size, never with a link that needs the token first', () => {
    const files = [
      {
        id: 'F1',
        name: 'a.png',
        mimetype: 'image/png',
        size: 10,
        permalink: 'https://home.slack.com/f/a',
        url_private: 'https://files.slack.com/a',
      },
      { id: 'F2', name: 'clip', mimetype: 'video/mp4', subtype: 'slack_audio' },
      { id: 'F3', file_access: 'check_file_info' },
      { id: 'F4', mode: 'tombstone', size: -1 },
    ];
    expect(message(typed({ subtype: 'file_share', text: '', files })).attachments).toEqual([
      { kind: 'image', name: 'a.png', url: 'https://home.slack.com/f/a', bytes: 10 },
      { kind: 'audio', name: 'clip' },
      { kind: 'file', name: 'F3' },
      { kind: 'file', name: 'F4' },
    ]);
  });
});

describe('mentions of the bot', () => {
  test.each([
    ['in the text', typed({ text: '<@U0TEND> status Acme' }), true],
    ['with a name', typed({ text: 'hey <@U0TEND|tend>, status Acme' }), true],
    [
      'in rich text only',
      typed({
        text: '',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'user', user_id: 'U0TEND' },
                  { type: 'text', text: ' hi' },
                ],
              },
            ],
          },
        ],
      }),
      true,
    ],
    ['of somebody else', typed({ text: '<@U0ANN> status' }), false],
    ['typed to look like one', typed({ text: '&lt;@U0TEND&gt; status' }), false],
    ['of an id that only begins so', typed({ text: '<@U0TENDER> status' }), false],
    ['of everybody', typed({ text: '<!here> status' }), false],
  ])('%s', (_where, raw, expected) => {
    expect(message(raw).mentionsBot).toBe(expected);
  });

  test('the event for mentions is the same message, and a mention wherever the bot is unknown', () => {
    const raw = delivered(
      { type: 'app_mention', user: 'U0MIA', ts, text: '<@U9> hi', channel: 'C0ACME' },
      { event_id: 'Ev0002', authorizations: undefined },
    );
    expect(message(raw)).toMatchObject({ id: 'Ev0002', message: ts, mentionsBot: true });
    expect(message(typed({ text: '<@U0TEND> hi' }, { event_id: 'Ev0001' })).message).toBe(ts);
  });

  test('a mention does not disturb the command behind it', () => {
    const { text } = message(typed({ text: '<@U0TEND> status "Acme &amp; Sons"' }));
    expect(parseCommand(text)).toEqual({ name: 'status', args: ['Acme & Sons'] });
  });
});

describe('who is from outside', () => {
  const grid = {
    authorizations: [{ enterprise_id: 'E0HOME', team_id: 'T0HOME', user_id: 'U0TEND', is_bot: true }],
  };
  const shared = { is_ext_shared_channel: true };
  const silent = { is_ext_shared_channel: undefined };
  test.each([
    ['our own workspace', typed({ team: 'T0HOME' }, shared), false],
    ['another workspace', typed({ team: 'T0AWAY' }, shared), true],
    ['user_team before team', typed({ team: 'T0HOME', user_team: 'T0AWAY' }, shared), true],
    ['another workspace, nothing said of the channel', typed({ team: 'T0AWAY' }, silent), true],
    ['another organisation', typed({ user_team: 'E0AWAY' }, shared), true],
    ['nobody says', typed({ team: undefined }, shared), 'unknown'],
    ['nobody says, the channel is our own', typed({ team: undefined }), false],
    ['a guest of our own workspace', typed({ user_profile: { is_restricted: true } }), true],
    ['Grid: our organisation', typed({ user_team: 'E0HOME' }, { ...grid, ...shared }), false],
    ['Grid: a sibling in a channel of our own', typed({ team: 'T0SIBLING' }, grid), false],
    ['Grid: sibling or stranger', typed({ team: 'T0AWAY' }, { ...grid, ...shared }), 'unknown'],
    ['Grid: another organisation', typed({ user_team: 'E0AWAY' }, { ...grid, ...shared }), true],
    [
      'a mention carries the installed team',
      delivered(
        {
          type: 'app_mention',
          user: 'U0MIA',
          ts,
          text: 'x',
          channel: 'C1',
          team: 'T0HOME',
          user_team: 'T0AWAY',
        },
        shared,
      ),
      true,
    ],
  ])('%s', (_who, raw, external) => {
    expect(one(raw).person.external).toBe(external);
  });

  test('the installed workspace counts, not the one on the envelope', () => {
    const raw = typed({ team: 'T0AWAY' }, { team_id: 'T0AWAY', is_ext_shared_channel: true });
    expect(one(raw)).toMatchObject({ account: 'T0HOME', person: { external: true, org: 'T0AWAY' } });
  });

  test('apps are bots, by their user or by their bot id, and Slack itself is the system', () => {
    const profile = { id: 'B9', app_id: 'A9', name: 'CI', team_id: 'T0HOME' };
    expect(one(typed({ user: 'U9', bot_id: 'B9', bot_profile: profile })).person).toMatchObject({
      id: 'U9',
      kind: 'bot',
      name: 'CI',
    });
    expect(
      one(typed({ subtype: 'bot_message', user: undefined, bot_id: 'B9', username: 'hook' })).person,
    ).toMatchObject({ id: 'B9', kind: 'bot', name: 'hook' });
    expect(one(typed({ user: 'USLACKBOT' })).person.kind).toBe('system');
  });
});

describe('edits, deletions, threads', () => {
  const edit = (message: object, previous: object) =>
    typed({
      subtype: 'message_changed',
      user: undefined,
      ts: '1767600100.000200',
      event_ts: '1767600100.000200',
      message: { user: 'U0ANN', team: 'T0AWAY', ts, ...message },
      previous_message: { user: 'U0ANN', ts, ...previous },
    });

  test('an edit is about the message that was edited, by who edited it, when it was edited', () => {
    const raw = edit(
      {
        text: 'two &amp; a half',
        thread_ts: '1767500000.000100',
        edited: { user: 'U0ANN', ts: '1767600100.000000' },
      },
      { text: 'two' },
    );
    expect(one(raw)).toMatchObject({
      type: 'message-edited',
      message: ts,
      text: 'two & a half',
      at: 1767600100000,
      person: { id: 'U0ANN', external: true },
      conversation: { id: 'C0ACME', thread: '1767500000.000100' },
    });
  });

  test('a reply has its thread, the root of a thread has none', () => {
    expect(one(typed({ thread_ts: '1767500000.000100' })).conversation.thread).toBe('1767500000.000100');
    expect(one(typed({ thread_ts: ts })).conversation.thread).toBeUndefined();
  });

  test.each([
    ['D1', 'im', 'direct'],
    ['D1', undefined, 'direct'],
    ['G1', 'mpim', 'group'],
    ['C1', 'channel', 'group'],
    ['G1', 'group', 'group'],
    ['D1', 'app_home', 'direct'],
  ])('a message in %s (%s) is %s', (channel, channel_type, kind) => {
    expect(one(typed({ channel, channel_type })).conversation).toEqual({ id: channel, kind });
  });

  test('a kind of message that nobody knows yet counts when somebody typed it', () => {
    expect(map(typed({ subtype: 'brand_new' }))).toHaveProperty('ignored');
    expect(one(typed({ subtype: 'brand_new', client_msg_id: 'c1' })).type).toBe('message');
  });
});

describe('commands, presses and forms', () => {
  const command = {
    command: '/tend',
    text: 'status <@U0ANN|ann> &amp; co',
    team_id: 'T0HOME',
    channel_id: 'C0ACME',
    channel_name: 'acme',
    user_id: 'U0MIA',
    user_name: 'mia',
    trigger_id: '1.2.3',
  };
  test('a slash command has its name, its words, its place', () => {
    expect(one(command)).toMatchObject({
      type: 'command',
      name: 'tend',
      args: 'status <@U0ANN|ann> & co',
      account: 'T0HOME',
      at: receivedAt,
      person: { id: 'U0MIA', name: 'mia' },
      conversation: { id: 'C0ACME', kind: 'group' },
    });
    expect(one({ ...command, channel_id: 'D1', channel_name: 'directmessage' }).conversation.kind).toBe(
      'direct',
    );
    expect(one(command).id).toBe(one({ ...command }).id);
    expect(one({ ...command, trigger_id: '1.2.4' }).id).not.toBe(one(command).id);
  });

  test('every kind of element gives its value', () => {
    const elements = [
      [{ value: 'v' }, 'v'],
      [{ selected_option: { value: 'o' } }, 'o'],
      [{ selected_options: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
      [{ selected_date: '2026-01-05' }, '2026-01-05'],
      [{ selected_date_time: 1767600000 }, '1767600000'],
      [{ selected_users: ['U1', 'U2'] }, ['U1', 'U2']],
      [
        {
          rich_text_value: {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'r' }] }],
          },
        },
        'r',
      ],
      [{ value: null }, ''],
    ] as const;
    const values = Object.fromEntries(
      elements.map(([element], index) => [`b${index}`, { [`f${index}`]: element }]),
    );
    const raw = {
      type: 'view_submission',
      team: { id: 'T0HOME' },
      user: { id: 'U0MIA' },
      view: { id: 'V', callback_id: 'deal', hash: 'h', state: { values } },
    };
    expect(one(raw)).toMatchObject({
      type: 'form',
      form: 'deal',
      values: Object.fromEntries(elements.map(([, value], index) => [`f${index}`, value])),
      conversation: { id: 'U0MIA', kind: 'direct' },
    });
  });

  test('fields of the same name in two blocks are both kept, also odd names', () => {
    const state = {
      values: { a: { f: { value: '1' } }, b: { f: { value: '2' }, __proto__x: { value: '3' } } },
    };
    const raw = {
      type: 'view_submission',
      team: { id: 'T0HOME' },
      user: { id: 'U0MIA' },
      view: { callback_id: 'd', state },
    };
    expect(one(raw)).toMatchObject({ values: { f: '1', 'b.f': '2', __proto__x: '3' } });
  });

  test('an organisation-wide press without a team is for the organisation', () => {
    const raw = {
      type: 'shortcut',
      callback_id: 'go',
      team: null,
      enterprise: { id: 'E0HOME' },
      user: { id: 'W1' },
      is_enterprise_install: true,
    };
    expect(one(raw)).toMatchObject({ account: 'E0HOME', type: 'action', action: 'go' });
  });
});

describe('any payload at all', () => {
  const fits = (mapped: ReturnType<typeof map>): boolean =>
    'events' in mapped
      ? mapped.events.length > 0 &&
        mapped.events.every((event) => inboundEventSchema.safeParse(event).success)
      : 'ignored' in mapped
        ? mapped.ignored !== ''
        : mapped.error.message !== '';

  test('is answered, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => fits(map(raw)) && fits(map(raw, { account: 'T' }))),
      { numRuns: 500 },
    );
  });

  test('is answered when any field of a real one is something else', () => {
    const raws = slackFixtures
      .map((fixture) => fixture.raw)
      .filter((raw) => typeof raw === 'object' && raw !== null);
    const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, each]) => [[...path, name], ...paths(each, [...path, name])])
        : [];
    const odd = fc.constantFrom<unknown>(
      null,
      '',
      'x'.repeat(600),
      0,
      -1,
      1e21,
      true,
      [],
      {},
      [null],
      { id: 7 },
      '\ud800',
      Number.NaN,
    );
    fc.assert(
      fc.property(fc.constantFrom(...raws), fc.nat(), odd, (raw, at, value) => {
        const changed = structuredClone(raw) as Record<string, unknown>;
        const all = paths(changed);
        const path = all[at % Math.max(1, all.length)] ?? ['x'];
        let target = changed;
        for (const name of path.slice(0, -1)) target = target[name] as Record<string, unknown>;
        target[path.at(-1) ?? 'x'] = value;
        return fits(map(changed));
      }),
      { numRuns: 3000 },
    );
  });

  test('is answered when it nests without end', () => {
    let element: object = { type: 'text', text: 'deep' };
    for (let depth = 0; depth < 5000; depth++) element = { type: 'rich_text', elements: [element] };
    expect(fits(map(typed({ text: '', blocks: [element] })))).toBe(true);
  });

  test('a text of 40,000 characters is kept whole', () => {
    expect(message(typed({ text: '好'.repeat(40_000) })).text).toHaveLength(40_000);
  });

  test('an event that names no workspace needs one to be told', () => {
    const raw = typed({}, { team_id: undefined, authorizations: undefined });
    expect(map(raw)).toMatchObject({ error: { code: 'payload' } });
    expect(one(raw, { account: 'T0HOME' }).account).toBe('T0HOME');
  });
});
