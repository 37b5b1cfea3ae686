import { mapPayload } from '../../adapters/feishu/inbound.ts';
import { openFeishu, type Way } from '../support/servers/feishu/bench.ts';
import { cardEvent, envelope, messageEvent } from '../support/servers/feishu/payloads.ts';
import { contract } from './contract.ts';
import type { Fixture, Harness } from './harness.ts';

const ann = { open_id: 'ou_colleague', union_id: 'on_colleague', user_id: 'u1' };
const members = {
  chat_id: 'oc_room',
  operator_id: ann,
  users: [{ name: '王', tenant_key: 't', user_id: { open_id: 'ou_3' } }],
};
const reaction = {
  message_id: 'om_1',
  reaction_type: { emoji_type: 'OK' },
  operator_type: 'user',
  user_id: ann,
};

const fixtures: readonly Fixture[] = [
  ...[
    'text',
    'post',
    'image',
    'file',
    'audio',
    'media',
    'sticker',
    'interactive',
    'system',
    'merge_forward',
    'new',
  ].map(
    (type): Fixture => ({
      name: `a message of type ${type}`,
      raw: messageEvent({ type, content: { text: 'x' } }),
      becomes: ['message'],
    }),
  ),
  {
    name: 'a recall',
    raw: envelope('im.message.recalled_v1', { message_id: 'om_1', chat_id: 'oc_room' }),
    becomes: ['message-recalled'],
  },
  { name: 'a reaction', raw: envelope('im.message.reaction.created_v1', reaction), becomes: ['reaction'] },
  {
    name: 'a reaction taken back',
    raw: envelope('im.message.reaction.deleted_v1', reaction),
    becomes: ['reaction'],
  },
  { name: 'people who came', raw: envelope('im.chat.member.user.added_v1', members), becomes: ['joined'] },
  { name: 'people who went', raw: envelope('im.chat.member.user.deleted_v1', members), becomes: ['left'] },
  {
    name: 'an invitation withdrawn',
    raw: envelope('im.chat.member.user.withdrawn_v1', members),
    becomes: ['left'],
  },
  { name: 'the bot added', raw: envelope('im.chat.member.bot.added_v1', members), becomes: ['bot-added'] },
  {
    name: 'the bot taken out',
    raw: envelope('im.chat.member.bot.deleted_v1', members),
    becomes: ['bot-removed'],
  },
  { name: 'a button', raw: cardEvent({ value: { action: 'run', value: 'status' } }), becomes: ['action'] },
  { name: 'a form', raw: cardEvent({ value: { form: 'note' }, form_value: { a: 'b' } }), becomes: ['form'] },
  {
    name: 'an entry of the menu',
    raw: envelope('application.bot.menu_v6', { operator: { operator_id: ann }, event_key: 'my' }),
    becomes: ['command'],
  },
  {
    name: 'the direct chat opened',
    raw: envelope('im.chat.access_event.bot_p2p_chat_entered_v1', { chat_id: 'oc_p', operator_id: ann }),
    becomes: ['home-opened'],
  },
  { name: 'a message read', raw: envelope('im.message.message_read_v1', { reader: {} }), becomes: 'ignored' },
  { name: 'a challenge', raw: { type: 'url_verification', challenge: 'c', token: 't' }, becomes: 'ignored' },
  { name: 'an encrypted body', raw: { encrypt: 'x' }, becomes: 'error' },
  { name: 'no event', raw: { hello: 'world' }, becomes: 'error' },
];

const harness = (way: Way, lacks: Harness['lacks']): Harness => ({
  platform: 'feishu',
  way: `by ${way}`,
  lacks,
  fixtures,
  parse: (raw) => mapPayload(raw, { account: 'tenant-us', botUser: 'ou_bot' }),
  open: ({ forms }) => openFeishu(forms, way),
});

contract(harness('webhook', {}));
contract(
  harness('long connection', {
    signature: 'a long connection is authenticated when it is opened, nothing is signed',
  }),
);
