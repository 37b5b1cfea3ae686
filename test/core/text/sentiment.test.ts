import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSentimentAnalyser } from '../../../bot/load-sentiment.ts';

const analyse = loadSentimentAnalyser();

const chinese: readonly (readonly [text: string, label: string])[] = [
  ['太慢了', 'negative'],
  ['又坏了', 'negative'],
  ['要求退款', 'negative'],
  ['很失望', 'negative'],
  ['无语', 'negative'],
  ['差评', 'negative'],
  ['我要投诉', 'negative'],
  ['没人回', 'negative'],
  ['呵呵', 'negative'],
  ['服务不太好', 'negative'],
  ['不是很满意', 'negative'],
  ['一点都不靠谱', 'negative'],
  ['为什么这么慢？', 'negative'],
  ['功能好用，但是经常闪退', 'negative'],
  ['T_T 又崩溃了', 'negative'],
  ['😡😡', 'negative'],
  ['[发怒]', 'negative'],
  ['很靠谱', 'positive'],
  ['非常满意！', 'positive'],
  ['辛苦了', 'positive'],
  ['价格不贵，质量不错', 'positive'],
  ['虽然有点慢，但是客服很耐心', 'positive'],
  ['服务真的好', 'positive'],
  ['没毛病', 'positive'],
  ['合作愉快❤️', 'positive'],
  ['好的', 'neutral'],
  ['收到，谢谢', 'neutral'],
  ['👍', 'neutral'],
  ['在吗', 'neutral'],
  ['麻烦您了', 'neutral'],
  ['贵公司在哪', 'neutral'],
  ['差不多', 'neutral'],
  ['不好意思', 'neutral'],
  ['有问题随时联系我', 'neutral'],
  ['质量好吗？', 'neutral'],
  ['会不会很慢？', 'neutral'],
  ['下周三开会', 'neutral'],
  ['麻烦你们上点心，这次的报告又晚了', 'negative'],
  ['您好，不好意思打扰了，货到现在还没收到', 'negative'],
  ['你们几点开门？', 'neutral'],
  ['发票开好了吗', 'neutral'],
  ['合同我看过了，第三条改一下', 'neutral'],
];

const english: readonly (readonly [text: string, label: string])[] = [
  ['this is slow', 'negative'],
  ['It is broken again', 'negative'],
  ['I want a refund', 'negative'],
  ['so disappointed', 'negative'],
  ['not very good', 'negative'],
  ["it doesn't work", 'negative'],
  ['I don’t like that it never works, awful', 'negative'],
  ['I love it but it is too slow', 'negative'],
  ['no one answers', 'negative'],
  ['why is it so slow?', 'negative'],
  ['thanks for nothing', 'negative'],
  ['WORST SERVICE EVER', 'negative'],
  [':(', 'negative'],
  ['Great work, the team loves it', 'positive'],
  ['not bad', 'positive'],
  ['Slow start, but the support was amazing', 'positive'],
  ['it works great', 'positive'],
  ['We are very happy with it!', 'positive'],
  ["can't wait", 'positive'],
  [':heart:', 'positive'],
  ['ok', 'neutral'],
  ['Thanks', 'neutral'],
  ['OK thanks!', 'neutral'],
  ['sounds good', 'neutral'],
  ['no problem', 'neutral'],
  ['is it slow?', 'neutral'],
  ['The meeting moved to 3pm', 'neutral'],
  ['With respect, the report was late again', 'negative'],
  ['Please send the invoice', 'neutral'],
  ['When do you open on Sunday?', 'neutral'],
  ['My order number is 5512', 'neutral'],
  ['see `terrible_broken()`', 'neutral'],
  ['<@U1|terrible> https://awful.example/worst', 'neutral'],
];

describe('labels', () => {
  test.each(chinese)('%s is %s', (text, label) => expect(analyse(text).label).toBe(label));
  test.each(english)('%s is %s', (text, label) => expect(analyse(text).label).toBe(label));
});

describe('what stands around a word', () => {
  const score = (text: string): number => analyse(text).score;

  test('strengthens, weakens and turns it', () => {
    expect(score('非常满意')).toBeGreaterThan(score('满意'));
    expect(score('有点失望')).toBeGreaterThan(score('失望'));
    expect(score('真不好')).toBeLessThan(score('不好'));
    expect(score('very helpful')).toBeGreaterThan(score('helpful'));
    expect(score('slightly annoying')).toBeGreaterThan(score('annoying'));
    expect(score('not helpful at all')).toBeLessThan(0);
    expect(score('不慢')).toBeGreaterThanOrEqual(0);
  });

  test('does not reach over a comma or across many words', () => {
    expect(score('不，很满意')).toBeGreaterThan(0);
    expect(score('No, it is great')).toBeGreaterThan(0);
    expect(score('not one of the people who came here yesterday found this great')).toBeGreaterThan(0);
    expect(score('我没看到昨天下午他们提到过的很好的方案')).toBeGreaterThan(0);
  });

  test('what follows a "but" weighs more than what precedes it', () => {
    expect(score('很贵，但是质量不错')).toBeGreaterThan(score('质量不错，但是很贵'));
    expect(score('expensive but good')).toBeGreaterThan(score('good but expensive'));
  });
});

describe('a reading', () => {
  test('says which words decided', () => {
    expect(analyse('服务不是很满意，太慢了').cues).toEqual(['不是很满意', '太慢']);
    expect(analyse('Not very good.').cues).toEqual(['not very good']);
    expect(analyse('下周三开会').cues).toEqual([]);
  });

  test('is surer of courtesies than of words it does not know, and of nothing in an empty text', () => {
    expect(analyse('好的')).toMatchObject({ score: 0, label: 'neutral', confidence: 0.9, cues: [] });
    expect(analyse('下周三开会').confidence).toBeLessThan(0.9);
    expect(analyse('  ').confidence).toBe(0);
    expect(analyse('太棒了！太棒了！').confidence).toBeGreaterThan(analyse('不错，就是有点贵').confidence);
  });

  test('folds what is written in full width or with hidden characters', () => {
    expect(analyse('ｇｒｅａｔ').label).toBe('positive');
    expect(analyse('失\u200b望').label).toBe('negative');
  });

  test('of any text stays in its range and agrees with its label', () => {
    const words = fc.constantFrom(...chinese.map(([text]) => text), ...english.map(([text]) => text));
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
      fc.array(words, { maxLength: 200 }).map((texts) => texts.join('，')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const { score, label, confidence, chances } = analyse(text);
        expect(chances.negative + chances.neutral + chances.positive).toBeCloseTo(1, 9);
        expect(score).toBeGreaterThanOrEqual(-1);
        expect(score).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (label !== 'neutral') expect(score < 0).toBe(label === 'negative');
      }),
    );
  });

  test('is near 0 where nothing is felt', () => {
    for (const text of ['下周三开会', 'The meeting moved to 3pm', '？？？', '12345', '…']) {
      expect(Math.abs(analyse(text).score)).toBeLessThan(0.25);
    }
  });

  test('does not depend on what was read before', () => {
    const before = chinese.map(([text]) => analyse(text));
    for (const [text] of english) analyse(text);
    expect(chinese.map(([text]) => analyse(text))).toEqual(before);
  });

  test('of an endless text is that of its first 4,000 characters', () => {
    for (const part of ['太慢了。', 'but 没人', 'very ', "'@", '不', '\ud800', '`']) {
      const long = part.repeat(Math.ceil(100_000 / part.length));
      expect(analyse(long)).toEqual(analyse(long.slice(0, 4000)));
    }
  });
});
