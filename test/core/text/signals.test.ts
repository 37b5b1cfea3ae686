import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readable } from '../../../core/text/patterns.ts';
import { readSignals, type Signals } from '../../../core/text/signals.ts';

/** The names of the signals that are set, in a fixed order. */
function found(text: string): string {
  const signals: Signals = readSignals(text);
  const names = [
    'question',
    'complaint',
    'pleasantry',
    'thanks',
    'optOut',
    'cancelIntent',
    'promise',
  ] as const;
  return names.filter((name) => signals[name]).join(' ');
}

const chinese: readonly (readonly [text: string, signals: string])[] = [
  // questions and requests
  ['在吗', 'question'],
  ['在吗？', 'question'],
  ['有人吗', 'question'],
  ['价格呢', 'question'],
  ['多少钱', 'question'],
  ['怎么退款', 'question'],
  ['能不能便宜点', 'question'],
  ['这个什么时候到货', 'question'],
  ['请问可以开发票', 'question'],
  ['你们几时上班', 'question'],
  ['帮我查一下订单', 'question'],
  ['麻烦尽快处理', 'question'],
  ['有没有质量问题？', 'question'],
  ['周五之前能给我答复吗', 'question'],
  ['@小王 报价单呢？', 'question'],
  ['你们周末上班么', 'question'],
  ['在不', 'question'],
  ['没什么', ''],
  ['现在不行', ''],
  ['问题存在不少', ''],
  ['什么都好', ''],
  ['正在处理呢', ''],
  ['就这么办', ''],
  ['我知道怎么弄了', ''],
  ['运行 `a ? b : c` 就行', ''],
  ['看这个 https://example.com/?q=1', ''],
  // courtesies and thanks
  ['好的', 'pleasantry'],
  ['好的呢', 'pleasantry'],
  ['收到！', 'pleasantry'],
  ['好的王总', 'pleasantry'],
  ['不用谢', 'pleasantry'],
  ['早上好～', 'pleasantry'],
  ['👍', 'pleasantry'],
  ['[强][抱拳]', 'pleasantry'],
  ['@张三 嗯嗯', 'pleasantry'],
  ['收到，谢谢', 'pleasantry thanks'],
  ['谢谢老师！', 'pleasantry thanks'],
  ['谢谢，问题解决了', 'thanks'],
  ['好的，但是太慢了', ''],
  ['好的吗', 'question'],
  // complaints
  ['我要投诉你们', 'complaint'],
  ['没人处理', 'complaint'],
  ['一直没人回复', 'complaint'],
  ['等了三天还没发货', 'complaint'],
  ['第三次了', 'complaint'],
  ['系统又崩了', 'complaint'],
  ['收到就是坏的', 'complaint'],
  ['你们太过分了', 'complaint'],
  ['质量问题严重', 'complaint'],
  ['对你们的服务很失望', 'complaint'],
  ['说话不算，给个说法', 'complaint'],
  ['没有质量问题', ''],
  ['我投诉了房东', ''],
  ['没有投诉', ''],
  ['有点贵', ''],
  ['呵呵', ''],
  ['都是不错的', ''],
  // ending it
  ['要求退款', 'complaint cancelIntent'],
  ['我要取消订单', 'cancelIntent'],
  ['我们不续约了', 'cancelIntent'],
  ['不想合作了', 'cancelIntent'],
  ['考虑换一家', 'cancelIntent'],
  ['注销账号', 'cancelIntent'],
  ['不取消订单', ''],
  ['退款到账了', ''],
  ['我想找一家酒店', ''],
  // no more messages
  ['退订', 'optOut'],
  ['TD', 'optOut'],
  ['别再给我发消息了', 'optOut'],
  ['不要再发广告了', 'optOut'],
  ['不退订', ''],
  ['优惠进行中，回复TD退订', ''],
  ['不要发错货', ''],
  // promises
  ['明天给您报价', 'promise'],
  ['明天上午给您发报价单', 'promise'],
  ['您明天发我一份', ''],
  ['下周五前发您', 'promise'],
  ['今天内', 'promise'],
  ['我稍后发给你', 'promise'],
  ['我来处理', 'promise'],
  ['我们会尽快处理', 'promise'],
  ['3天内发货', 'promise'],
  ['周五前', 'promise'],
  ['收到，明天上午10点前把合同寄给贵司', 'promise'],
  ['明天能发货吗？', 'question'],
  ['你明天发给我', ''],
  ['明天发我', ''],
  ['昨天说今天发货', ''],
  ['不能今天发', ''],
  ['已经发给您了', ''],
  ['明天开会', ''],
  ['营业时间是周一至周日', ''],
  ['地址是长安街15号，电话联系', ''],
];

const english: readonly (readonly [text: string, signals: string])[] = [
  // questions and requests
  ['are you there', 'question'],
  ['hello?', 'question'],
  ['any update on this', 'question'],
  ['what is the price', 'question'],
  ['When will it arrive', 'question'],
  ['can you help me', 'question'],
  ['Could you please send the invoice', 'question'],
  ['please advise', 'question'],
  ['let me know when it ships', 'question'],
  ['I was wondering if you support SSO', 'question'],
  ['Hi, how do I reset my password', 'question'],
  ['why is it so slow', 'question'],
  ['does anyone know', 'question'],
  ['please send it by Friday', 'question'],
  ['is there a quality issue?', 'question'],
  ['what a great day', ''],
  ['the file is there', ''],
  ['when you have time, send it', ''],
  ['let me know if you need anything', ''],
  ['I know how to do it', ''],
  ['which is fine', ''],
  ['run `is this?` and see', ''],
  ['```\nwhy does this fail?\n```', ''],
  ['see https://x.com/a?b=1', ''],
  ['<@U123|why> <https://a.b/?q=1|what?>', ''],
  ['> is it ready?\nyes', 'pleasantry'],
  // courtesies and thanks
  ['OK', 'pleasantry'],
  ['noted', 'pleasantry'],
  ['Sounds good.', 'pleasantry'],
  ['Good morning everyone', 'pleasantry'],
  ['ok?', 'question'],
  ['OK thanks!', 'pleasantry thanks'],
  ['Thank you so much!', 'pleasantry thanks'],
  ['Great, thanks!', 'thanks'],
  ['Thanks, but it is still broken', 'complaint thanks'],
  ['no thanks', ''],
  ['thanks for nothing', ''],
  // complaints
  ['This is unacceptable', 'complaint'],
  ['still broken', 'complaint'],
  ['it’s still not working', 'complaint'],
  ['third time this happens', 'complaint'],
  ['I want to file a complaint', 'complaint'],
  ['I would like to complain about your service', 'complaint'],
  ['the package arrived damaged', 'complaint'],
  ['nobody answers', 'complaint'],
  ['you charged me twice', 'complaint'],
  ['Terrible service.', 'complaint'],
  ['we are not happy with your support', 'complaint'],
  ['I had to complain about my landlord', ''],
  ['no complaints here', ''],
  ['no quality issues so far', ''],
  ['I need to file a complaint about my landlord', ''],
  ['you can run it multiple times', ''],
  ['I still don’t understand macros', ''],
  ['really slow', ''],
  // ending it
  ['I want a refund', 'complaint cancelIntent'],
  ['please cancel my subscription', 'cancelIntent'],
  ['we won’t renew', 'cancelIntent'],
  ['we are switching to another vendor', 'cancelIntent'],
  ['Close my account', 'cancelIntent'],
  ['do not cancel my order', ''],
  ['at the end of the contract', ''],
  ['please close the account', 'cancelIntent'],
  ['the meeting was cancelled', ''],
  ['I have to leave the computer', ''],
  // no more messages
  ['STOP', 'optOut'],
  ['Unsubscribe', 'optOut'],
  ['please stop sending me messages', 'optOut'],
  ['do not contact me again', 'optOut'],
  ["don't unsubscribe me", ''],
  ['the bus will stop here', ''],
  ['you would never opt out of it', ''],
  // promises
  ["I'll send it Friday", 'promise'],
  ['Will get back to you tomorrow', 'promise'],
  ['by end of day', 'promise'],
  ['Within 24 hours.', 'promise'],
  ['I will check and let you know', 'promise'],
  ['Sorry, let me check', 'promise'],
  ['You will have it by Friday', 'promise'],
  ['The new part will be ready tomorrow', 'promise'],
  ['can you send it Friday?', 'question'],
  ["I won't send it", ''],
  ["I'll be on vacation next week", ''],
  ['they said they will send it', ''],
  ['you promised we will get it tomorrow', ''],
  ['it will be a nice day tomorrow', ''],
];

describe('signals in Chinese', () => {
  test.each(chinese)('%s → %s', (text, signals) => expect(found(text)).toBe(signals));
});

describe('signals in English', () => {
  test.each(english)('%s → %s', (text, signals) => expect(found(text)).toBe(signals));
});

describe('promises', () => {
  test('name the sentence as it was written and the time in it', () => {
    expect(readSignals('Thanks! I’ll send it Friday. Have a nice day').promise).toEqual({
      phrase: "I'll send it Friday.",
      due: { kind: 'day', day: { kind: 'weekday', weekday: 5, week: null } },
    });
    expect(readSignals('收到。明天下午三点给您报价').promise).toEqual({
      phrase: '明天下午三点给您报价',
      due: { kind: 'day', day: { kind: 'days', count: 1 }, minute: 900 },
    });
    expect(readSignals('我来处理').promise).toEqual({ phrase: '我来处理' });
    expect(readSignals('系统3天内。').promise).toBeUndefined();
    expect(readSignals('3天内。').promise?.phrase).toBe('3天内。');
  });

  test('are not looked for where they are not wanted', () => {
    expect(readSignals('我来处理，在吗', { promises: false })).toEqual({
      ...readSignals('在吗'),
      question: true,
    });
  });

  test('a long sentence is cut around its time', () => {
    const promise = readSignals(`我们${'这边的情况有点复杂'.repeat(40)}，明天给您报价`).promise;
    expect(promise?.phrase.length).toBeLessThanOrEqual(200);
    expect(promise?.phrase).toContain('明天');
  });
});

describe('any text', () => {
  const mixed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((codes) => String.fromCharCode(...codes)),
    fc
      .array(fc.constantFrom(...chinese.map(([text]) => text), ...english.map(([text]) => text)), {
        maxLength: 6,
      })
      .map((texts) => texts.join(' ')),
  );

  test('is read without failing, and a courtesy is nothing else', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const signals = readSignals(text);
        if (signals.pleasantry) {
          const { question, complaint, optOut, cancelIntent, promise } = signals;
          expect([question, complaint, optOut, cancelIntent, promise]).toEqual([
            false,
            false,
            false,
            false,
            undefined,
          ]);
        }
        expect(signals.promise?.phrase.isWellFormed() ?? true).toBe(true);
      }),
    );
  });

  test('is read sentence by sentence, whatever ends one', () => {
    expect(readable('Hi!\nThere。是\n\n吗? v1.2; ok').sentences).toEqual([
      'hi!',
      'there。',
      '是',
      '吗?',
      'v1.2;',
      'ok',
    ]);
  });

  test('of any length is read up to its 4,000th character', () => {
    expect(found(`${'。'.repeat(3990)}我要投诉你们`)).toBe('complaint');
    expect(found(`${'。'.repeat(4000)}我要投诉你们`)).toBe('');
    expect(found('')).toBe('');
  });

  test('repeated without end costs no more than its first 4,000 characters', () => {
    const parts = [
      '我会',
      'i will be ',
      'ok ',
      'the the ',
      '<@',
      '`',
      '明天给您',
      'told a b c ',
      '第三次',
      '@a ',
    ];
    for (const part of parts) {
      const once = part.repeat(Math.ceil(4000 / part.length)).slice(0, 4000);
      expect(found(part.repeat(Math.ceil(100_000 / part.length)))).toBe(found(once));
    }
  });
});
