import { readDue } from './due.ts';
import { anyOf } from './patterns.ts';

/** What people undertake to do, as a source. */
const acts = [
  '发(?!现|生|烧|布会|展)|发货|寄|送|转[给账]|打款|退|补|交付|交|提交|付|到货|送达|上门|到场|拜访',
  '报价|报给|给[您你大贵](?!添)|回复|答复|回[您你]|反馈|通知|告诉|告知|同步|汇报|沟通|联系|致电|打电话|电话给',
  '确认|核实|查|看看|看一?下|问一?下|问问|处理|安排|解决|跟进|推进|落实|对接|协调|申请',
  '更新|提供|修|上线|调整|测试|改好|完成|弄好|搞定|准备|整理|做好|做出来|演示|拉群|签',
  '出(?:方案|结果|报告|图|报价|货|一?[份版])|开(?:票|发票|具|通)',
].join('|');
const act = new RegExp(acts);

const us = '(?:我们|咱们?|这边|我方|我司|小编|本人|我)(?:们|这边|这里)?';
const will =
  '(?:会|来|去|先|马上|立刻|立即|这就|稍后|尽快|待会|等下|一会儿?|回头|晚点|争取|尽量|一定|保证|负责)';
const weWill = new RegExp(`${us}[^,。!?]{0,8}?${will}[^,。!?]{0,8}?(?:${acts})`);

/** Asked, past, denied, or expected of the other side. */
const not = anyOf([
  '[吗么?]|麻烦|劳烦|烦请|请[您你帮]?|希望|盼|能不能|能否|可否|是否|是不是|怎么|什么时候|为什么|多久|想找|想要|推荐',
  '(?:帮|给|发|回|告诉|通知|联系|答复|寄)我(?!们?的?(?:同事|领导|老板))',
  '(?<![给向为])[您你]们?(?:这边|那边)?(?:能|可以|要|得|把|先|来|去|记得|需要|给|发|今天|明天|后天|下?周|尽快)',
  '不会|不能|没法|无法|没办法|来不及|发不|给不了|不确定|不一定|可能不',
  '昨天|前天|上周|上个?月|刚才|刚刚|已经|说好|说过|答应|承诺过|结果|还没|没发|没收到',
  '一般|通常|正常情况|每天|每周|每月',
]);

const bareLead = /^(?:好的?[,\s]*|嗯+[,\s]*)?(?:最晚|最迟|争取|尽量|预计|大概|大约|就|应该)?$/;
const bareEnd = /^(?:之?前|之?内|以内|以前)(?:吧|哈|哦|给您|给你|可以|没问题|好)?[\s.!~。]*$/;

/** A bare deadline is no longer than this. */
const shortSentence = 20;

/**
 * Returns whether a Chinese sentence undertakes something: we and a will to act (我来处理), an act and its time
 * (明天给您报价), or a bare deadline (今天内, 周五前).
 */
export function promisesInChinese(sentence: string): boolean {
  const acting = act.test(sentence);
  if ((!acting && sentence.length > shortSentence) || not.test(sentence)) return false;
  if (acting && weWill.test(sentence)) return true;
  const match = readDue(sentence);
  if (match === undefined) return false;
  const before = sentence.slice(0, match.from);
  const after = sentence.slice(match.until);
  if (acting && (act.test(before) || act.test(after))) return true;
  const within = sentence[match.until - 1] === '内' && /^[\s.!~。吧哈哦]*$/.test(after);
  return bareLead.test(before) && (within || bareEnd.test(after));
}
