import { mapPayload } from '../../adapters/wecom/inbound.ts';
import { archiveItem, openArchive } from '../support/servers/wecom/archive-bench.ts';
import { contract } from './contract.ts';
import type { Fixture, Harness } from './harness.ts';

const types = [
  'image',
  'voice',
  'video',
  'card',
  'location',
  'emotion',
  'file',
  'link',
  'weapp',
  'chatrecord',
  'mixed',
  'todo',
  'vote',
  'collect',
  'redpacket',
  'meeting',
  'docmsg',
  'markdown',
  'news',
  'calendar',
  'sphfeed',
  'something-new',
];

const fixtures: readonly Fixture[] = [
  { name: 'a text', raw: archiveItem('hello'), becomes: ['message'] },
  ...types.map(
    (type): Fixture => ({
      name: `an item of type ${type}`,
      raw: archiveItem('', { msgtype: type }),
      becomes: ['message'],
    }),
  ),
  {
    name: 'an item in its envelope',
    raw: { seq: 1, msgid: 'x', msg: archiveItem('hello') },
    becomes: ['message'],
  },
  { name: 'a direct chat', raw: archiveItem('hello', { roomid: '' }), becomes: ['message'] },
  {
    name: 'a recall',
    raw: archiveItem('', { action: 'recall', msgtype: 'revoke', revoke: { pre_msgid: 'x_external' } }),
    becomes: ['message-recalled'],
  },
  { name: 'somebody who disagreed', raw: archiveItem('hello', { consent: 'Disagree' }), becomes: 'ignored' },
  {
    name: 'a consent',
    raw: archiveItem('', { msgtype: 'agree', agree: { userid: 'wmX' } }),
    becomes: 'ignored',
  },
  { name: 'another company', raw: { msgid: 'x', action: 'switch', time: 1, user: 'u' }, becomes: 'ignored' },
  { name: 'an encrypted item', raw: { seq: 1, msgid: 'x', encrypt_chat_msg: 'y' }, becomes: 'error' },
  { name: 'nothing', raw: { hello: 1 }, becomes: 'error' },
];

const onlyHears = 'the archive only hears: nothing can be sent by it';
const lacks: Harness['lacks'] = {
  signature: 'the process that posts items shows a token; nothing is signed (own test)',
  'own-messages': 'the bot is no member and says nothing there',
  posted: onlyHears,
  split: onlyHears,
  faults: onlyHears,
  reconcile: onlyHears,
  update: onlyHears,
  sends: onlyHears,
  direct: onlyHears,
  history: 'the file is the history: it is read from where it was left (own test)',
  pictures: onlyHears,
};

contract({
  platform: 'wecom',
  way: 'by the archive',
  lacks,
  fixtures,
  parse: (raw) => mapPayload(raw, { account: 'ww1234567890abcdef' }, { kind: 'archive' }),
  open: () => openArchive(),
});
