import { describe, expect, test } from 'vitest';
import { readSignals } from '../../../core/text/signals.ts';

const complaints = [
  'this is a disaster for us',
  "It's a complete mess on our side",
  'what a shambles',
  'We cannot run a kitchen like this',
  'we are losing customers every day',
  'This has cost us hours',
  'You have let us down',
  'that is not what we agreed',
  "this isn't what was promised",
  'The service is getting worse',
  'Please make sure this does not happen again',
  'The delivery was late again',
  'We had to close because of your outage',
  'nothing works since the update',
  'Nothing has happened since Monday',
  'everything is just unacceptable',
  '这对我们简直是灾难',
  '已经影响我们营业了',
  '耽误了我们的上线',
  '给我们造成了很大损失',
  '我们的客户都在抱怨',
  '这样我们没法合作',
  '希望不要再发生这种情况',
  '麻烦你们别再发错了',
];

const none = [
  'is this a disaster recovery plan?',
  'it is not a disaster',
  'the weather is a mess',
  'How much would it cost us a day?',
  'How many days did we lose to the holiday?',
  'we ordered what you recommended',
  'The call was moved again',
  'please send it again',
  'it works because of your help',
  'nothing else, thanks',
  'Traffic is getting worse than last winter',
  'our landlord is a nightmare',
  '不会影响我们的进度',
  '没有耽误我们的时间',
  '给我们带来了很多新客户',
  '我们的客户都很喜欢',
  '希望不要再下雨了',
  '灾难片好看吗',
];

describe('plain customer talk complains without the word', () => {
  test.each(complaints)('%s', (text) => expect(readSignals(text).complaint).toBe(true));
});

describe('the same words elsewhere do not', () => {
  test.each(none)('%s', (text) => expect(readSignals(text).complaint).toBe(false));
});
