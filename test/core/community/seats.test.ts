import { expect, test } from 'vitest';
import { type Guest, waitingList } from '../../../core/community/seats.ts';

const guest = (personId: number, answeredAt: number, answer: Guest['answer'] = 'yes'): Guest => ({
  personId,
  answeredAt,
  answer,
});

test('the earliest have the places, the others wait in the order of their answers', () => {
  const guests = [
    guest(1, 30),
    guest(2, 10),
    guest(3, 20),
    guest(4, 5, 'maybe'),
    guest(5, 1, 'no'),
    guest(6, 20),
  ];
  expect(waitingList(guests, 2)).toEqual([6, 1]);
  expect(waitingList(guests, 10)).toEqual([]);
  expect(waitingList(guests, null)).toEqual([]);
});

test('who gives up a place makes room for the first who waits', () => {
  expect(waitingList([guest(1, 10), guest(2, 20), guest(3, 30)], 1)).toEqual([2, 3]);
  expect(waitingList([guest(1, 40, 'no'), guest(2, 20), guest(3, 30)], 1)).toEqual([3]);
});
