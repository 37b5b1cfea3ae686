import { mapPayload } from '../../adapters/slack/inbound.ts';
import { openSlack } from '../support/servers/slack/bench.ts';
import { slackFixtures } from '../support/servers/slack/fixtures.ts';
import { contract } from './contract.ts';

const parse = (raw: unknown) =>
  mapPayload(raw, { account: 'T0HOME', botUser: 'U0TEND' }, Date.UTC(2026, 0, 5));

contract({
  platform: 'slack',
  way: 'over HTTP',
  lacks: {},
  fixtures: slackFixtures,
  parse,
  open: ({ forms }) => openSlack({ forms, over: 'http' }),
});

contract({
  platform: 'slack',
  way: 'over Socket Mode',
  lacks: { signature: 'a socket is opened with a token, its envelopes are not signed' },
  fixtures: [],
  parse,
  open: ({ forms }) => openSlack({ forms, over: 'socket' }),
});
