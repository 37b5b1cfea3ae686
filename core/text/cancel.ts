import { anyOf, anyWordOf, type ReadableText } from './patterns.ts';

const thing = '(?:订单|合同|合作|预约|订阅|会员|服务|续费|套餐|采购|账号|帐号|账户|协议)';
const chinese = anyOf([
  `(?<!不|没有?|不会|不用|别)取消(?:我的|这个|这|那个|了|掉|本次|全部)?${thing}`,
  `${thing}(?:我们?)?(?:要|想|请|帮我|给我)?(?:取消|退掉|停掉)(?!不|吗|了吗)`,
  `(?<!不|没有?|不会|不用|别|不能)(?:终止|中止|解除|停止|结束)(?:我们的|这个|与贵司的|和你们的)?${thing}`,
  '解约|退租|退会|销户|退单|(?<!不|没有?|别)注销(?:我的|掉)?(?:账号|账户|帐号|会员)',
  '(?:不|不再|不想|不打算|不准备|暂不|不会)再?(?:续费|续约|续签|续订|续了|合作|采购|用你们|用贵|[跟和]你们)(?!吗|\\?)',
  '(?:不想|不打算|不会)再?继续(?:用|合作|使用|订)|(?:不想|不|不再)(?:要|用|买|订|做|合作)了(?!吗|\\?)',
  '(?:改用|换成|转到|换到)(?:别家|竞品|别的(?:供应商|公司|平台|服务商)|其[他它](?:供应商|公司|平台|服务商|家))',
  '换(?:供应商|服务商|别家|平台)|换一?家(?=供应商|服务商|平台|公司|合作|了|算了|吧|试试|\\s*$|[,。!.])',
  '(?:我要|我想|申请|要求|给我|帮我|能不能|可以|请|想|必须|立即|全额|办理).{0,3}(?:退货|退款|退钱)',
]);

const end = '(?:cancel|cancelling|canceling|terminate|terminating|end|close|closing|delete|deactivate)';
const relation =
  '(?:subscription|account|contract|orders?|plan|membership|service|agreement|renewal|booking|reservation|trial|policy|purchase)';
const supplier = '(?:vendors?|providers?|suppliers?)';
const english = anyWordOf([
  `(?<!don'?t |not |won't |didn't |never |can't )${end} (?!of )(?:\\w{1,15} ){0,2}${relation}`,
  '(?:want|like|going|need|decided|have|plan|planning|wish) to (?:cancel|unsubscribe|stop using)',
  '(?:please|just|can you|could you|can i|could i) cancel(?! (?:the|that|this|our) (?:meeting|call))',
  'want to return (?:it|this|my|these|the (?:order|product|item|goods|device|package))',
  "(?:won't|will not|not going to|not|don't want to|do not want to|no longer want to) (?:be )?(?:renew|renewing|extend(?:ing)? (?:the|our|my))",
  '(?:leave|leaving|done with) (?:you guys|your (?:platform|service|company|program))',
  'no longer (?:need|want|using|use) your|no longer interested',
  `(?:switch|switching|move|moving|migrate|migrating|change|changing) (?:away from (?:you|your)|${supplier}|to (?:a |another |a different |some other |your )?(?:competitors?|${supplier}))`,
  `(?:looking (?:at|for)|evaluating|found) (?:another|other|a new|alternative) ${supplier}`,
  '(?:want|need|demand|request(?:ing)?|like|get|asking for|give me) (?:a|my|our) ?(?:full |complete )?(?:refund|money back)',
]);

/**
 * Returns whether a clean text means to end something with us: an order, a contract, the subscription, the
 * relation; asking for the money back counts. It says nothing of how sure the writer is.
 */
export function meansToCancel({ text, hasHan, hasLatin }: ReadableText): boolean {
  return (hasHan && chinese.test(text)) || (hasLatin && english.test(text));
}
