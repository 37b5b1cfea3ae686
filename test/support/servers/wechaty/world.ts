import { types } from 'wechaty-puppet';
import { mock } from 'wechaty-puppet-mock';
import { CapturePuppet } from './capture-puppet.ts';

/** Ids as WorkPro gives them. */
export const selfId = '1688850000000001';
export const colleagueId = '1688850000000002';
export const customerId = '7881300000000001';
export const otherCustomerId = '7881300000000002';
export const roomId = 'R:10696050000000001';
export const botName = 'CareBot';

type Said = {
  readonly by: string;
  readonly text: string;
  readonly id?: string;
  readonly room?: string;
  readonly to?: string;
  readonly at?: number;
  readonly type?: number;
  readonly mentioned?: readonly string[];
  readonly filename?: string;
};

/** A puppet with an account, a colleague, two customers and a room. */
export type World = ReturnType<typeof createWorld>;

let messages = 0;

/** Returns a new world; its puppet logs in when it is started unless `logsIn` says no. */
export const createWorld = ({ logsIn = true }: { readonly logsIn?: boolean } = {}) => {
  const mocker = new mock.Mocker();
  const puppet = new CapturePuppet({ mocker });
  const contact = (id: string, name: string, coworker?: boolean) =>
    mocker.createContact({ id, name, ...(coworker === undefined ? {} : { coworker }) });
  const me = contact(selfId, botName, true);
  const colleague = contact(colleagueId, 'Mia', true);
  const customer = contact(customerId, 'Ann', false);
  const otherCustomer = contact(otherCustomerId, 'Bo', false);
  const room = mocker.createRoom({
    id: roomId,
    topic: 'Acme pumps',
    memberIdList: [selfId, colleagueId, customerId],
    ownerId: colleagueId,
  });
  if (logsIn) {
    mocker.use((each) => {
      each.login(me);
      return () => undefined;
    });
  }
  const payloadOf = (said: Said) => ({
    id: said.id ?? `msg-${++messages}`,
    talkerId: said.by,
    text: said.text,
    timestamp: said.at ?? Date.now(),
    type: said.type ?? types.Message.Text,
    ...(said.filename === undefined ? {} : { filename: said.filename }),
    ...(said.to === undefined
      ? { roomId: said.room ?? roomId, mentionIdList: [...(said.mentioned ?? [])] }
      : { listenerId: said.to }),
  });
  return {
    mocker,
    puppet,
    me,
    colleague,
    customer,
    otherCustomer,
    room,
    /** Somebody says something; returns the message's id. */
    say: (said: Said): string => {
      const payload = payloadOf(said);
      if (!mocker.cacheMessagePayload.has(payload.id)) mocker.MessageMock.create(payload as never);
      puppet.emit('message', { messageId: payload.id });
      return payload.id;
    },
  };
};
