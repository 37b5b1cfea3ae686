import { expect, test } from 'vitest';
import { createIntake, type Gap, type Parcel } from '../../../../adapters/wecom/wechaty/intake.ts';
import { createTestSink } from '../../../contract/sink.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import { until } from '../../../support/until.ts';

const parcel = (key: string, lane = 'room', heardAt = Number(key)): Parcel => ({
  key,
  heardAt,
  lane,
  events: [
    {
      id: key,
      at: 1,
      platform: 'wecom',
      account: 'corp',
      person: { id: 'p', kind: 'human', external: true },
      conversation: { id: lane, kind: 'group' },
      type: 'bot-added',
    },
  ],
  raw: {},
});

const open = (most: number) => {
  const sink = createTestSink();
  const log = createMemoryLog();
  const lost: Gap[] = [];
  const dropped: string[] = [];
  const intake = createIntake({
    sink: sink.sink,
    most,
    log,
    onLost: (gap) => lost.push(gap),
    onDropped: (key) => dropped.push(key),
  });
  const ids = () => sink.events.map((event) => event.id);
  return { sink, log, lost, dropped, intake, ids };
};

test('what is understood late keeps its place', async () => {
  const { intake, ids } = open(10);
  const late = Promise.withResolvers<Parcel>();
  intake.take('1', 1, late.promise);
  intake.take('2', 2, Promise.resolve(parcel('2')));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(ids()).toEqual([]);
  late.resolve(parcel('1'));
  await until(() => ids().length === 2, 'not stored');
  expect(ids()).toEqual(['1', '2']);
  await intake.close();
});

test('a conversation that cannot be stored keeps no other waiting', async () => {
  const { intake, sink, ids } = open(10);
  sink.failNext(1);
  intake.take('1', 1, Promise.resolve(parcel('1', 'a')));
  intake.take('2', 2, Promise.resolve(parcel('2', 'b')));
  await until(() => ids().length === 1, 'not stored');
  expect(ids()).toEqual(['2']);
  intake.hurry('1');
  await until(() => ids().length === 2, 'not hurried', 300);
  await intake.close();
});

test('what cannot be read is lost alone, and said so', async () => {
  const { intake, lost, dropped, ids } = open(10);
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listen);
  const late = Promise.withResolvers<Parcel>();
  intake.take('0', 0, late.promise);
  intake.take('1', 1, Promise.reject(new Error('gone')));
  intake.take('2', 2, Promise.resolve(parcel('2')));
  await new Promise((resolve) => setTimeout(resolve, 20));
  late.resolve(parcel('0'));
  await until(() => ids().length === 2, 'not stored');
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
  expect([lost, dropped]).toEqual([[{ fromAt: 1, toAt: 1 }], ['1']]);
  await intake.close();
});

test('more than is held is lost, from when to when is said once, and it may come again', async () => {
  const { intake, sink, lost, dropped, ids } = open(2);
  const release = sink.hold();
  for (const key of ['1', '2', '3', '4', '5']) intake.take(key, Number(key), Promise.resolve(parcel(key)));
  await until(() => dropped.length === 3, 'nothing is dropped');
  release();
  await until(() => ids().length === 2, 'not stored');
  expect(dropped).toEqual(['3', '4', '5']);
  expect(lost).toEqual([{ fromAt: 3, toAt: 5 }]);
  await intake.close();
});
