import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReasonClass, readReason } from '../../../core/text/churn-reason.ts';

type Row = readonly [text: string, reason: ReasonClass | undefined];

/** What unhappy customers write; undefined where no reason is named. */
const chinese: readonly Row[] = [
  ['你们又涨价了，续不起', 'price'],
  ['价格实在太高了，老板不同意', 'price'],
  ['太贵了，不续了', 'price'],
  ['今年预算砍了一半，只能先停了', 'price'],
  ['别家便宜一半，我们换了', 'price'],
  ['性价比太低，取消订单吧', 'price'],
  ['刚买完就降价，真让人生气', 'price'],
  ['你们乱收费，我要投诉', 'price'],
  ['客服态度太差，退款！', 'service'],
  ['问题反馈一周了还没人处理', 'service'],
  ['等了三天还没发货', 'service'],
  ['售后根本联系不上', 'service'],
  ['回复太慢了，我们等不了', 'service'],
  ['换了三个对接人，每次都要重新讲一遍，服务跟不上', 'service'],
  ['说话不算，答应的事没做', 'service'],
  ['又发错货了', 'service'],
  ['质量太差了，用两天就坏了', 'quality'],
  ['收到就是坏的', 'quality'],
  ['系统天天崩，不敢用了', 'quality'],
  ['软件老是闪退，客户都在抱怨', 'quality'],
  ['货不对板，要求退货', 'quality'],
  ['bug太多了，我们要解约', 'quality'],
  ['功能太少，不满足我们的需求', 'product'],
  ['没有我们要的报表功能，不续约了', 'product'],
  ['更新太慢了，提了一年的需求还没上线', 'product'],
  ['不支持和我们的ERP对接，只能放弃', 'product'],
  ['实在难用，员工都不愿意用', 'product'],
  ['产品迭代跟不上，我们不合作了', 'product'],
  ['我们换到别家了', 'competitor'],
  ['竞品给的方案更好', 'competitor'],
  ['考虑换一家供应商', 'competitor'],
  ['项目取消了，退订单吧', 'other'],
  ['公司要关门了，账号注销吧', 'other'],
  ['我们自己开发了一套，不续了', 'other'],
  ['用不上了，取消订阅', 'other'],
  // ours before theirs, the first before the second
  ['别家的系统不崩，你们的系统老是崩，我们换了', 'quality'],
  ['价格高，质量还差', 'price'],
  ['质量差，价格还高', 'quality'],
  // no reason
  ['我要取消订单', undefined],
  ['不想合作了', undefined],
  ['太失望了', undefined],
  ['你们太过分了', undefined],
  ['价格不贵，就是不想用了', undefined],
  ['没有质量问题，就是心情不好', undefined],
  ['之前那家供应商太慢了，真烦', undefined],
  ['贵公司在吗，急死了', undefined],
  ['今天天气真差，烦', undefined],
  ['手机摔坏了，难过', undefined],
  ['问题已经解决了，白担心一场', undefined],
];

const english: readonly Row[] = [
  ["It's too expensive for us, please cancel", 'price'],
  ['You raised your prices again', 'price'],
  ['Our budget was cut, we will not renew', 'price'],
  ["We can't justify the cost any more", 'price'],
  ['I was charged twice!', 'price'],
  ['We found a cheaper tool', 'price'],
  ['Terrible support, nobody answers', 'service'],
  ['Your staff was incredibly rude', 'service'],
  ['Three weeks and no response from your team', 'service'],
  ['I have been on hold for two hours', 'service'],
  ['You sent the wrong item, I want a refund', 'service'],
  ['My order never arrived', 'service'],
  ['The app keeps crashing', 'quality'],
  ['It arrived broken', 'quality'],
  ['Poor quality, it fell apart after a week', 'quality'],
  ['Too many bugs and outages this year', 'quality'],
  ['Stopped working after two days, I want my money back', 'quality'],
  ['It is missing key features, so we are cancelling', 'product'],
  ["It doesn't integrate with our CRM", 'product'],
  ['The roadmap is too slow for us, not renewing', 'product'],
  ['Way too complicated, our team gave up', 'product'],
  ['No updates in a year, the product is stagnating', 'product'],
  ['We are switching to another vendor', 'competitor'],
  ['We are going with a competitor', 'competitor'],
  ['We signed with another provider', 'competitor'],
  ['Our project was cancelled, close the account please', 'other'],
  ['We no longer need it, please cancel', 'other'],
  ['We built it in-house, so please close the account', 'other'],
  ['Your competitor costs half the price', 'price'],
  ['The support is awful and it is too expensive', 'service'],
  ['It is too expensive and the support is awful', 'price'],
  // no reason
  ['please cancel my subscription', undefined],
  ['We will not renew', undefined],
  ['I am so disappointed', undefined],
  ['This is ridiculous', undefined],
  ["It's not expensive, I just don't feel like it", undefined],
  ['Our previous vendor had awful support, never again', undefined],
  ['My landlord is rude', undefined],
  ['What a sad day', undefined],
  ['I am worried it breaks', undefined],
];

/** What content customers write: a reason is named only by those who go. */
const content: readonly Row[] = [
  ['多少钱一套？', undefined],
  ['能便宜点吗', undefined],
  ['有点贵', undefined],
  ['系统又崩了', undefined],
  ['支持导出吗，没有找到导出功能', undefined],
  ['How much is it?', undefined],
  ['It is a bit expensive', undefined],
  ['Does it support SSO?', undefined],
  ['The app keeps crashing', undefined],
  ['价格太高了，我们准备换一家', 'price'],
  ['别家找过我们，方案更好', 'competitor'],
  ['响应太慢，到期就不续了', 'service'],
  ['We are evaluating alternatives', 'competitor'],
  ['We might switch to another provider, your pricing is too high', 'price'],
  ['Support is slow, so we are moving to a competitor', 'service'],
  ["We won't renew: it lacks features", 'product'],
];

describe('reasons in Chinese', () => {
  test.each(chinese)('%s → %s', (text, reason) => expect(readReason(text, true)).toBe(reason));
});

describe('reasons in English', () => {
  test.each(english)('%s → %s', (text, reason) => expect(readReason(text, true)).toBe(reason));
});

describe('reasons of those who do not complain', () => {
  test.each(content)('%s → %s', (text, reason) => expect(readReason(text, false)).toBe(reason));
});

describe('any text', () => {
  const words = [...chinese, ...english].map(([text]) => text);
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((texts) => texts.join('，')),
  );

  test('is read without failing, and being unhappy never hides a reason', () => {
    fc.assert(
      fc.property(any, (text) => {
        const reason = readReason(text, false);
        if (reason !== undefined) expect(readReason(text, true)).toBe(reason);
      }),
    );
  });

  test('of both languages is read in both', () => {
    expect(readReason('我们要走了 because it keeps crashing', true)).toBe('quality');
    expect(readReason('The dashboard 界面太丑', true)).toBe('product');
  });

  test('repeated without end costs no more than its first 4,000 characters', () => {
    for (const part of [
      '太贵了',
      'too expensive ',
      '系统',
      'is very ',
      '没有',
      '别家',
      '等了等',
      'the my our ',
    ]) {
      const once = part.repeat(Math.ceil(4000 / part.length)).slice(0, 4000);
      const began = performance.now();
      expect(readReason(part.repeat(Math.ceil(100_000 / part.length)), true)).toBe(readReason(once, true));
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});
