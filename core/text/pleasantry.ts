import { isHan } from './language.ts';
import { phrasesOf } from './lexicon.ts';
import { foldCharacters } from './normalise.ts';
import { createPhraseMatcher } from './phrases.ts';

/** What politeness alone consists of: acknowledgement, greeting, thanks, good-bye. */
const courtesies = `
      好, 好的, 好滴, 好哒, 好嘞, 好呀, 好啊, 好吧, 好好, 好的好的, 行, 行的, 可以, 可以的, 没问题, 没事,
      没事的, 没关系, 不客气, 不用谢, 不谢, 不用客气, 客气了, 客气, 嗯, 嗯嗯, 嗯呢, 嗯哪, 恩, 恩恩, 哦,
      哦哦, 噢, 噢噢, 喔, 额, 对, 对的, 对对, 是, 是的, 是的是的, 在, 在的, 在呢, 明白, 明白了, 了解,
      了解了, 懂了, 知道, 知道了, 晓得了, 清楚了, 收到, 已收到, 收到了, 已阅, 已读, 谢谢, 谢谢啦, 谢谢了,
      谢啦, 谢了, 多谢, 感谢, 非常感谢, 十分感谢, 万分感谢, 太感谢了, 感谢感谢, 3q, 你好, 您好, 大家好,
      各位好, 早, 早安, 早上好, 上午好, 中午好, 下午好, 晚上好, 晚安, 再见, 明天见, 回头见, 下次见, 拜拜,
      拜, 回见, 回聊, 新年好, 新年快乐, 春节快乐, 元旦快乐, 节日快乐, 中秋快乐, 国庆快乐, 周末愉快,
      周末快乐, 圣诞快乐, 过年好, 恭喜发财, 不好意思, 打扰了, 打扰一下, 麻烦了, 麻烦您了, 麻烦你了,
      久等了, 哈, 哈哈, 没错, ok, okay, okey, okk, oki, k, kk, yes, yep, yeah, yup, no problem,
      no worries, np, nw, sure, sure thing, of course, alright, all right, right, fine with me, got it,
      gotcha, noted, understood, roger, copy, copy that, will do, sounds good, thanks, thank you, thank u,
      thankyou, thx, thnx, tks, ty, tysm, tyvm, many thanks, thanks a lot, thanks so much,
      thank you so much, thank you very much, cheers, much appreciated, you're welcome, youre welcome,
      your welcome, welcome, yw, my pleasure, any time, anytime, hi, hello, hey, hiya, good morning,
      good afternoon, good evening, good night, morning, bye, bye bye, goodbye, good bye, see you, see ya,
      ttyl, later, take care, have a good day, have a great day, have a nice day, have a good one,
      have a good weekend, have a great weekend, have a nice weekend, happy new year, merry christmas,
      happy holidays, best regards, kind regards, regards, sorry, excuse me, ack, ah ok, oh ok, i see,
      that's fine, thats fine, received, done, 👍, 👌, 🙏, 🤝, 💪, 🌹, 🙂, 🙇, 🆗, ✅, :+1:, :thumbsup:,
      :ok_hand:, :pray:, :white_check_mark:, [微笑], [强], [抱拳], [ok], [握手], [合十], [玫瑰], [咖啡],
      [thumbsup], [thanks], [done]`;

/** What may stand beside a courtesy without making it more. */
const company = `
      啦, 呢, 呀, 哈, 哦, 噢, 喔, 哟, 的, 了, 亲, 您, 你, 你们, 您们, 老师, 老板, 哥, 姐, 亲爱的, 大家,
      各位, 们, 先生, 女士, 小姐姐, 小哥哥, 那, 我, 我们, 这边, 先, 就这样, 帮忙, 提醒, 告知, 回复, 通知,
      那就, so much, very much, a lot, again, all, team, guys, everyone, everybody, there, then,
      in advance, for your help, for the help, for help, for the update, for the info,
      for letting me know, for that, for this, for your time, man, mate, sir, madam, folks, and, oh, ah,
      well, to you, you too, it, that, too, now, hi, the`;

type Part = 'courtesy' | 'company';

const partAt = createPhraseMatcher<Part>([
  ...phrasesOf(foldCharacters(courtesies)).map((phrase) => [phrase, 'courtesy'] as const),
  ...phrasesOf(foldCharacters(company)).map((phrase) => [phrase, 'company'] as const),
]);

/** A surname before a title, as in 好的王总. */
const titledName = /[\u4e00-\u9fff]{1,2}(?:总|老师|经理|工|姐|哥|主任|老板|医生|女士|先生)/y;

/**
 * Returns whether a clean, lower-case text is a courtesy and nothing else: 好的, 收到, 谢谢王总, "OK thanks!", 👍.
 * It is activity, not sentiment. A question mark makes it more than that.
 */
export function isPleasantry(text: string): boolean {
  let courteous = false;
  let index = 0;
  while (index < text.length) {
    const part = partAt(text, index);
    if (part !== undefined) {
      courteous ||= part.value === 'courtesy';
      index += part.length;
    } else if (courteous && isHan(text.charCodeAt(index))) {
      titledName.lastIndex = index;
      if (!titledName.test(text)) return false;
      index = titledName.lastIndex;
    } else if (isPunctuation(text.charCodeAt(index))) index += 1;
    else return false;
  }
  return courteous;
}

/** Blanks and marks that say nothing by themselves, the tilde of 好的~ among them; not the question mark. */
function isPunctuation(code: number): boolean {
  return code <= 47 || code === 58 || code === 59 || code === 0x3001 || code === 0x3002 || code === 126;
}
