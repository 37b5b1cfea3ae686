import type { InboundEvent, Person } from '../../core/events.ts';
import { clip, type Fields, fieldsOf, firstText, textOf } from '../../core/payload.ts';
import { conversationOf, type Delivery, mapMessage, type Single } from './inbound-message.ts';
import { nobody, personOf } from './people.ts';
import { unusedEvents } from './subtypes.ts';

type MapEvent = (event: Fields, delivery: Delivery) => Single;

const common = (
  { id, at, install }: Delivery,
  person: Person,
  conversation: InboundEvent['conversation'],
): Pick<InboundEvent, 'id' | 'at' | 'platform' | 'account' | 'person' | 'conversation'> => ({
  id,
  at,
  platform: 'slack',
  account: install.account,
  person,
  conversation,
});

const channelIn = (value: unknown): string | undefined => firstText(value, fieldsOf(value)['id']);

const reacted =
  (change: 'added' | 'removed'): MapEvent =>
  (event, delivery) => {
    const item = fieldsOf(event['item']);
    const [channel, ts] = [textOf(item['channel']), textOf(item['ts'])];
    if (item['type'] !== undefined && item['type'] !== 'message') {
      return { ignored: 'a reaction to something that is no message' };
    }
    const user = textOf(event['user']);
    const emoji = textOf(event['reaction'])?.replace(/^:|:$/g, '');
    if (channel === undefined || ts === undefined || !user || !emoji)
      return { problem: `an incomplete reaction` };
    if (user === delivery.install.botUser) return { ignored: 'own reaction' };
    const person = personOf(
      user,
      { team: firstText(event['user_team'], event['source_team']) },
      delivery.install,
    );
    return {
      event: {
        ...common(delivery, person, conversationOf(channel, undefined)),
        type: 'reaction',
        message: ts,
        emoji: clip(emoji, 128),
        change,
      },
    };
  };

const joined: MapEvent = (event, delivery) => {
  const [channel, user] = [channelIn(event['channel']), channelIn(event['user'])];
  if (channel === undefined || user === undefined) return { problem: 'an incomplete member_joined_channel' };
  const member = personOf(user, { team: firstText(event['user_team'], event['team']) }, delivery.install);
  const inviter = textOf(event['inviter']);
  const by = inviter === undefined || inviter === user ? member : personOf(inviter, {}, delivery.install);
  const conversation = conversationOf(channel, undefined);
  if (user === delivery.install.botUser) {
    const person = by === member ? { ...member, kind: 'bot' as const, external: false } : by;
    return { event: { ...common(delivery, person, conversation), type: 'bot-added' } };
  }
  return { event: { ...common(delivery, by, conversation), type: 'joined', people: [member] } };
};

const left: MapEvent = (event, delivery) => {
  const [channel, user] = [channelIn(event['channel']), channelIn(event['user'])];
  if (channel === undefined || user === undefined) return { problem: 'an incomplete member_left_channel' };
  const member = personOf(user, { team: firstText(event['user_team'], event['team']) }, delivery.install);
  const conversation = conversationOf(channel, undefined);
  if (user === delivery.install.botUser) {
    const person = { ...member, kind: 'bot' as const, external: false };
    return { event: { ...common(delivery, person, conversation), type: 'bot-removed' } };
  }
  return { event: { ...common(delivery, member, conversation), type: 'left', people: [member] } };
};

const removed: MapEvent = (event, delivery) => {
  const channel = channelIn(event['channel']);
  if (channel === undefined) return { problem: `a ${String(event['type'])} without a channel` };
  const by = textOf(event['actor_id']);
  const person = by === undefined ? nobody : personOf(by, {}, delivery.install);
  return { event: { ...common(delivery, person, conversationOf(channel, undefined)), type: 'bot-removed' } };
};

const homeOpened: MapEvent = (event, delivery) => {
  const [user, channel] = [textOf(event['user']), textOf(event['channel'])];
  if (event['tab'] === 'messages') return { ignored: 'the tab with the messages was opened' };
  if (user === undefined) return { problem: 'an app_home_opened without a user' };
  const person = personOf(user, { team: firstText(event['user_team'], event['team']) }, delivery.install);
  return {
    event: { ...common(delivery, person, { id: channel ?? user, kind: 'direct' }), type: 'home-opened' },
  };
};

const mappers: Readonly<Record<string, MapEvent>> = {
  message: mapMessage,
  app_mention: mapMessage,
  reaction_added: reacted('added'),
  reaction_removed: reacted('removed'),
  member_joined_channel: joined,
  member_left_channel: left,
  channel_left: removed,
  group_left: removed,
  channel_deleted: removed,
  group_deleted: removed,
  app_home_opened: homeOpened,
};

/** The event types that are mapped; the manifest subscribes to those that Slack delivers to a bot. */
export const mappedEvents: readonly string[] = Object.keys(mappers);

/** Returns what one event of the Events API stands for. */
export const mapEvent: MapEvent = (event, delivery) => {
  const type = textOf(event['type']) ?? '';
  const map = Object.hasOwn(mappers, type) ? mappers[type] : undefined;
  if (map) return map(event, delivery);
  const why = Object.hasOwn(unusedEvents, type) ? unusedEvents[type] : 'nothing about a conversation';
  return { ignored: `${clip(type, 80)}: ${why}` };
};
