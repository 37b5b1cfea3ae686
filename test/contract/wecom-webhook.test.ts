import { mapPayload } from '../../adapters/wecom/inbound.ts';
import { openWebhook } from '../support/servers/wecom/webhook-bench.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';

const hearsNothing = 'a group robot only speaks';
const lacks: Harness['lacks'] = {
  heard: hearsNothing,
  customers: hearsNothing,
  'own-messages': hearsNothing,
  redelivery: hearsNothing,
  signature: hearsNothing,
  history: hearsNothing,
  posted: 'WeCom gives the messages of group robots no id, and their cards have no buttons (own tests)',
  split: '20 messages a minute reach a group: long ones are cut (own test)',
  reconcile: 'what a group robot said cannot be looked up: a lost answer stays unknown (own test)',
  update: 'WeCom does not let group robots replace anything',
  roster: 'WeCom does not say who is in a group with a robot; the operator says that all are members',
  direct: 'a group robot writes into its one group',
};

contract({
  platform: 'wecom',
  way: 'by group robots',
  lacks,
  fixtures: [],
  parse: (raw) => mapPayload(raw, {}),
  open: () => openWebhook(),
});
