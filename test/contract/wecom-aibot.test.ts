import { mapPayload } from '../../adapters/wecom/inbound.ts';
import { botMessage, openAibot } from '../support/servers/wecom/aibot-bench.ts';
import { contract } from './contract.ts';
import type { Fixture, Harness } from './harness.ts';

const event = (content: object) => botMessage('', { msgtype: 'event', event: content });

const fixtures: readonly Fixture[] = [
  { name: 'a text', raw: botMessage('@CareBot status'), becomes: ['message'] },
  { name: 'the body alone', raw: botMessage('x')['body'], becomes: ['message'] },
  ...['image', 'voice', 'file', 'video', 'mixed', 'future'].map(
    (type): Fixture => ({
      name: `a message of type ${type}`,
      raw: botMessage('', { msgtype: type }),
      becomes: ['message'],
    }),
  ),
  { name: 'the chat opened', raw: event({ eventtype: 'enter_chat' }), becomes: ['home-opened'] },
  {
    name: 'a button',
    raw: event({
      eventtype: 'template_card_event',
      template_card_event: { event_key: '["run","my",0]', task_id: 't' },
    }),
    becomes: ['action'],
  },
  {
    name: 'a button in the flat form',
    raw: event({ eventtype: 'template_card_event', event_key: 'k', task_id: 't' }),
    becomes: ['action'],
  },
  { name: 'a thumb up', raw: event({ eventtype: 'feedback_event' }), becomes: 'ignored' },
  { name: 'taken over', raw: event({ eventtype: 'disconnected_event' }), becomes: 'ignored' },
  { name: 'an acknowledgement', raw: { headers: { req_id: 'x' }, errcode: 0 }, becomes: 'ignored' },
  { name: 'nothing', raw: { hello: 1 }, becomes: 'error' },
];

const lacks: Harness['lacks'] = {
  signature: 'a long connection is authenticated when it is opened, nothing is signed',
  customers: 'WeCom lets AI bots into internal groups only',
  'own-messages': 'what the bot says does not come back',
  reconcile: 'what an AI bot said cannot be looked up: a lost answer stays unknown (own test)',
  split: '30 messages a minute reach a conversation: long ones are cut (own test)',
  roster: 'WeCom does not say who is in a group with an AI bot, only that all are members',
  history: 'what was said to an AI bot cannot be read later',
  update: 'WeCom replaces a card only within 5 s of its press',
  pictures: 'AI bots say markdown and cards: a picture is told by its words',
};

contract({
  platform: 'wecom',
  way: 'by the AI bot',
  lacks,
  fixtures,
  parse: (raw) => mapPayload(raw, { account: 'ww1234567890abcdef' }, { kind: 'aibot' }),
  open: () => openAibot(),
});
