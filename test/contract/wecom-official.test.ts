import { mapPayload } from '../../adapters/wecom/inbound.ts';
import { openOfficial } from '../support/servers/wecom/official-bench.ts';
import { appMessage, callbackXml, eventXml } from '../support/servers/wecom/payloads.ts';
import { contract } from './contract.ts';
import type { Fixture, Harness } from './harness.ts';

const contact = (change: string) =>
  eventXml('change_external_contact', { ChangeType: change, UserID: 'zhangsan', ExternalUserID: 'wmALICE' });
const chat = (change: string, more: Readonly<Record<string, string | readonly string[]>> = {}) =>
  eventXml('change_external_chat', { ChatId: 'wrA', ChangeType: change, ...more });

const fixtures: readonly Fixture[] = [
  { name: 'a text to the app', raw: appMessage('你好'), becomes: ['message'] },
  ...['image', 'voice', 'video', 'location', 'link', 'something-new'].map(
    (type): Fixture => ({
      name: `a message of type ${type}`,
      raw: callbackXml({ FromUserName: 'zhangsan', MsgType: type, MsgId: '1' }),
      becomes: ['message'],
    }),
  ),
  { name: 'a contact added', raw: contact('add_external_contact'), becomes: ['contact-added'] },
  { name: 'a contact half added', raw: contact('add_half_external_contact'), becomes: ['contact-added'] },
  { name: 'a contact removed', raw: contact('del_external_contact'), becomes: ['contact-removed'] },
  { name: 'removed by the customer', raw: contact('del_follow_user'), becomes: ['contact-removed'] },
  { name: 'a contact edited', raw: contact('edit_external_contact'), becomes: 'ignored' },
  { name: 'a transfer that failed', raw: contact('transfer_fail'), becomes: 'ignored' },
  { name: 'a group made', raw: chat('create'), becomes: ['bot-added'] },
  { name: 'a group dissolved', raw: chat('dismiss'), becomes: ['bot-removed'] },
  {
    name: 'people who came',
    raw: chat('update', { UpdateDetail: 'add_member', MemChangeList: ['wmALICE', 'lisi'] }),
    becomes: ['joined'],
  },
  {
    name: 'people who went, as one text',
    raw: chat('update', { UpdateDetail: 'del_member', MemChangeList: 'wmALICE,wmBOB' }),
    becomes: ['left'],
  },
  {
    name: 'people who are not named',
    raw: chat('update', { UpdateDetail: 'add_member' }),
    becomes: 'ignored',
  },
  { name: 'a group renamed', raw: chat('update', { UpdateDetail: 'change_name' }), becomes: 'ignored' },
  {
    name: 'a button',
    raw: eventXml('template_card_event', {
      FromUserName: 'zhangsan',
      EventKey: '["run","status",0]',
      TaskId: 't',
    }),
    becomes: ['action'],
  },
  {
    name: 'an entry of the menu',
    raw: eventXml('click', { FromUserName: 'zhangsan', EventKey: 'my' }),
    becomes: ['command'],
  },
  {
    name: 'the app opened',
    raw: eventXml('enter_agent', { FromUserName: 'zhangsan' }),
    becomes: ['home-opened'],
  },
  { name: 'a place reported', raw: eventXml('LOCATION'), becomes: 'ignored' },
  { name: 'an encrypted body', raw: '<xml><Encrypt>x</Encrypt></xml>', becomes: 'error' },
  { name: 'no event', raw: '<xml><Hello>1</Hello></xml>', becomes: 'error' },
];

const lacks: Harness['lacks'] = {
  customers: 'no callback of WeCom carries what customers say',
  'own-messages': 'what the app says is not called back',
  reconcile: 'what was sent to a member cannot be read; the platform takes it once within 4 hours (own test)',
  split: '30 messages a minute reach a member, the rest is dropped silently: long ones are cut (own test)',
  history: 'what members said to the app cannot be read later',
  update: 'WeCom replaces a card only once, by a code that is lost with the process',
  pictures: 'the app says words and cards: a picture is told by its words',
};

contract({
  platform: 'wecom',
  way: 'by the official route',
  lacks,
  fixtures,
  parse: (raw) => mapPayload(raw, { account: 'ww1234567890abcdef' }, { kind: 'callback' }),
  open: () => openOfficial(),
});
