import type { Heard } from '../../adapters/wecom/wechaty/heard.ts';
import { mapHeard } from '../../adapters/wecom/wechaty/inbound.ts';
import { openWechaty } from '../support/servers/wechaty/bench.ts';
import { contract } from './contract.ts';
import type { Fixture, Harness } from './harness.ts';

const lacks: Harness['lacks'] = {
  signature: 'the puppet service is authenticated when the connection is opened, nothing is signed',
  redelivery: 'Wechaty delivers once; a message that comes twice is dropped here, and not handed on twice',
  split: 'a long text is refused: several messages in a row are what accounts are banned for',
  faults:
    'a puppet says nothing of limits and refusals that could be told apart; its errors are tested beside it',
  history: 'Wechaty has none: what was said while nobody listened is lost, and reported as a gap',
  update: 'a message of WeChat cannot be changed',
  pictures: 'an account that a bot drives says words only',
};

const said = (more: object, kind = 'message'): unknown => ({
  kind,
  receivedAt: 1_700_000_000_000,
  contacts: [{ id: 'ann', name: 'Ann' }],
  ...(kind === 'message'
    ? {
        payload: {
          id: 'm1',
          talkerId: 'ann',
          roomId: 'R:1',
          timestamp: 1_700_000_000,
          type: 7,
          text: 'hi',
          ...more,
        },
      }
    : { room: 'R:1', people: ['ann'], by: 'bo', timestamp: 1_700_000_000, ...more }),
});

const kinds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16];
const fixtures: readonly Fixture[] = [
  ...kinds.map(
    (type): Fixture => ({ name: `a message of type ${type}`, raw: said({ type }), becomes: ['message'] }),
  ),
  { name: 'a direct message', raw: said({ roomId: '', listenerId: 'self' }), becomes: ['message'] },
  { name: 'a recall', raw: said({ type: 13, text: 'm0' }), becomes: ['message-recalled'] },
  {
    name: 'a recall that does not say of what',
    raw: said({ type: 13, text: 'Ann 撤回了一条消息' }),
    becomes: 'ignored',
  },
  { name: 'a message of unknown type', raw: said({ type: 99 }), becomes: 'ignored' },
  { name: 'an own message', raw: said({ talkerId: 'self' }), becomes: 'ignored' },
  { name: 'a message without an id', raw: said({ id: '' }), becomes: 'error' },
  { name: 'people who came', raw: said({}, 'join'), becomes: ['joined'] },
  { name: 'people who went', raw: said({}, 'leave'), becomes: ['left'] },
  { name: 'the bot added', raw: said({ people: ['self'] }, 'join'), becomes: ['bot-added'] },
  {
    name: 'the bot added with others',
    raw: said({ people: ['ann', 'self'] }, 'join'),
    becomes: ['bot-added', 'joined'],
  },
  { name: 'the bot taken out', raw: said({ people: ['self'] }, 'leave'), becomes: ['bot-removed'] },
  { name: 'a change of nobody', raw: said({ people: [] }, 'join'), becomes: 'error' },
];

contract({
  platform: 'wecom',
  way: 'over Wechaty',
  lacks,
  fixtures,
  parse: (raw) => mapHeard(raw as Heard, { account: 'ww-corp', selfId: 'self', tellsColleagues: false }),
  open: () => openWechaty(),
});
