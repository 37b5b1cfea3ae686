import { describe, expect, test } from 'vitest';
import { loadSentimentAnalyser } from '../../../bot/load-sentiment.ts';

const analyse = loadSentimentAnalyser();

/** What a message reads as, by what it takes to see it; the sentences are no patterns of the training. */
const topics: Readonly<
  Record<string, Readonly<Record<'negative' | 'neutral' | 'positive', readonly string[]>>>
> = {
  negation: {
    negative: [
      '这个方案我不满意',
      '一点也不方便',
      '没有你们说的那么好',
      '服务不怎么样',
      'I am not happy with this',
      "the new version isn't good",
      'that was not helpful at all',
      "we don't like the change",
    ],
    neutral: [],
    positive: [
      '味道不错',
      '一点都不贵，很值',
      '从来没让我们失望过',
      'not bad at all, well done',
      'we never had a problem with it, great product',
      "you can't go wrong with this one, excellent",
    ],
  },
  degree: {
    negative: ['实在是太慢了', '有点失望', 'extremely slow and really annoying', 'a bit disappointing'],
    neutral: [],
    positive: ['超级好用', '相当满意', 'really great work', 'incredibly helpful team'],
  },
  contrast: {
    negative: [
      '东西不错，但是客服太差了',
      '包装很好，可是少了两件',
      'The app looks nice but it crashes all the time',
      'Good price, however the quality is terrible',
    ],
    neutral: [],
    positive: [
      '虽然贵了点，但是质量很好',
      '等得有点久，不过味道很棒',
      'Delivery took a while but the product is excellent',
      'It is small, but I love it',
    ],
  },
  questions: {
    negative: ['为什么总是出错？', '怎么又这么慢？', 'Why is it always so slow?', 'how can you be so rude?'],
    neutral: [
      '请问周末营业吗？',
      '这款有货吗？',
      '质量怎么样？',
      'Can you send me the price list?',
      'Is the new model any good?',
      'What time does the store open?',
    ],
    positive: [],
  },
  'emoji and kaomoji': {
    negative: [
      '😡',
      '😭😭😭',
      '👎',
      '[抓狂]',
      '(╯°□°)',
      'T_T',
      ':(',
      '这就是你们的服务？🙄',
      'late again 😡',
    ],
    neutral: ['👍', '👌👌', '🙏', '[抱拳]', ':+1:'],
    positive: ['❤️❤️', '🎉🎉🎉', '[鼓掌]', '^_^ 收到货了，很喜欢', ':)', 'Thanks, love it 😍'],
  },
  'what people say instead': {
    negative: ['呵呵', '无语', '呵呵，又延期', '真的无语了', '服了你们了', '也是醉了'],
    neutral: ['在吗', '在不在', '有人吗', '亲，在吗？', 'hello, anyone there?'],
    positive: [],
  },
  'polite complaints': {
    negative: [
      '不好意思打扰了，发票又开错了',
      '您好，麻烦看一下，东西到了是坏的',
      '辛苦了，不过这次的质量真的不太行',
      'Sorry to bother you, but the order is still missing',
      'Thanks for the reply, but this is still not working',
      'With all respect, this is not good enough',
    ],
    neutral: [],
    positive: [],
  },
  pleasantries: {
    negative: [],
    neutral: [
      '好的，谢谢',
      '收到！',
      '麻烦您了',
      '不客气',
      '嗯嗯',
      '早上好',
      'ok thanks',
      'got it, thank you',
      'no problem!',
      'have a nice weekend',
      'Good morning everyone',
    ],
    positive: [],
  },
  'plain talk': {
    negative: [
      'this is a disaster for us',
      'we are losing customers because of this',
      'nothing has happened since Monday',
      '已经影响我们营业了',
      '货到现在还没到',
      '打了三次电话都没人接',
    ],
    neutral: [
      '明天下午三点开会',
      '地址发你了，麻烦寄到公司',
      '我们用的是企业版',
      '下单两箱，月底付款',
      'We need two more seats for June',
      'The invoice goes to our Berlin office',
      'I will check with my boss and call you tomorrow',
      'My colleague Tom takes over from next week',
    ],
    positive: [
      '问题解决了，效率真高',
      '师傅很专业',
      'Works like a charm now',
      'You saved our day, great support',
    ],
  },
  'mixed scripts': {
    negative: ['这个 app 太难用了', 'server 又 down 了，太差劲', '这个 bug 还没 fix，很失望'],
    neutral: ['麻烦发一下 invoice', '下周 demo 几点开始？'],
    positive: ['UI 很漂亮，nice！', '这个 feature 太好用了'],
  },
};

for (const [topic, table] of Object.entries(topics)) {
  describe(topic, () => {
    for (const [label, texts] of Object.entries(table)) {
      test.each(texts)(`%s is ${label}`, (text) => expect(analyse(text).label).toBe(label));
    }
  });
}

describe('the score', () => {
  test.each([
    ['a bit slow today', 'a bit quicker today'],
    ['it gets a little worse', 'it gets a little better'],
    ['味道一般', '味道还可以'],
    ['不太方便', '比较方便'],
  ])('leans the right way even where a label may not: %s, %s', (worse, better) => {
    expect(analyse(worse).score).toBeLessThan(analyse(better).score);
  });

  test('of a neutral text with a feeling is not 0', () => {
    const neutral = ['the meeting was moved, a pity', 'is it slow?', '会不会很慢？'].map(analyse);
    for (const { score } of neutral) expect(Math.abs(score)).toBeGreaterThan(0.001);
  });
});
