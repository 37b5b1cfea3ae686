import type { Rule } from './rule.ts';

/** The shipped rules with the numbers of the domain. Every number can be edited; the ids stay. */
export const shippedRules: readonly Rule[] = [
  {
    id: 'R1',
    name: { zh: '互动下降', en: 'Talking less' },
    test: { kind: 'frequency-below-mean', belowPercent: 20, months: 3, minimumMonths: 3 },
    stage: 'declining',
    followUp: {
      advice: {
        zh: '问问近况：用得怎么样，最近有没有变化。不要推销。',
        en: 'Ask how things are going and what has changed on their side. Do not sell.',
      },
      dueBusinessHours: 18,
      urgency: 1,
    },
    because: {
      zh: '连续 {months} 个月的互动低于自身均值 {percent}%：近 {months} 个月每月 {recent} 个活跃日，此前为 {mean}。',
      en: 'Active {recent} days a month over the last {months} months against an own mean of {mean}: {percent} % below, {months} months in a row.',
    },
    endsWithReply: true,
    risk: 0.15,
  },
  {
    id: 'R3',
    name: { zh: '提问未答复', en: 'Question unanswered' },
    test: { kind: 'unanswered', businessMinutes: 15, staleDays: 14 },
    followUp: {
      advice: {
        zh: '先回答客户的问题；不确定也先说明何时答复。',
        en: 'Answer the question; if you cannot yet, say when you will.',
      },
      dueBusinessHours: 1,
      urgency: 3,
    },
    because: {
      zh: '客户的提问在工作时间内已等待超过 {minutes} 分钟。',
      en: 'A question has waited more than {minutes} minutes of business time.',
    },
    risk: 0.05,
  },
  {
    id: 'R5',
    name: { zh: '三个月未下单', en: 'No order for 3 months' },
    test: { kind: 'no-order', months: 3 },
    stage: 'declining',
    followUp: {
      advice: {
        zh: '了解停单原因：价格、服务、产品，还是换了供应商。',
        en: 'Find out why orders stopped: price, service, product or another supplier.',
      },
      dueBusinessHours: 18,
      urgency: 2,
    },
    because: {
      zh: '已连续 {months} 个月没有下单，上一单在 {days} 天前。',
      en: 'No order for {months} months in a row; the last one was {days} days ago.',
    },
    endsWithReply: true,
    risk: 0.2,
  },
  {
    id: 'R6',
    name: { zh: '投诉频繁', en: 'Frequent complaints' },
    test: { kind: 'complaints', count: 2, days: 30 },
    followUp: {
      advice: {
        zh: '由负责人亲自致电，给出解决方案和时间。',
        en: 'Call in person with a solution and a date.',
      },
      dueBusinessHours: 4,
      urgency: 3,
    },
    because: {
      zh: '{days} 天内投诉 {count} 次。',
      en: '{count} complaints within {days} days.',
    },
    endsWithReply: true,
    risk: 0.2,
  },
  {
    id: 'R7',
    name: { zh: '长时间不活跃', en: 'Inactive' },
    test: { kind: 'silence', days: 30 },
    stage: 'dormant',
    followUp: {
      advice: {
        zh: '带着对客户有用的内容去问候，例如新品试用或使用建议。',
        en: 'Get in touch with something useful to them: a sample, a tip for what they bought.',
      },
      dueBusinessHours: 18,
      urgency: 1,
    },
    because: {
      zh: '客户已安静 {silent} 天（按工作日历折算，超过 {days} 天）。',
      en: 'Silent for {silent} days on the working calendar (more than {days}).',
    },
    endsWithReply: true,
    risk: 0.1,
  },
  {
    id: 'R8',
    name: { zh: '我方消息未获回应', en: 'No reaction to us' },
    test: { kind: 'no-reply', days: 14 },
    followUp: {
      advice: {
        zh: '换个时间、换个话题或换个联系人再试一次，不要重复同样的话。',
        en: 'Try another time, topic or contact; do not repeat the same message.',
      },
      dueBusinessHours: 18,
      urgency: 1,
    },
    because: {
      zh: '我方最后一条消息发出 {silent} 天仍无回应（超过 {days} 天）。',
      en: 'No reaction for {silent} days to what we last wrote (more than {days}).',
    },
    endsWithReply: true,
    risk: 0.1,
  },
  {
    id: 'R9',
    name: { zh: '投诉待处理', en: 'Complaint open' },
    test: { kind: 'open-complaint', staleDays: 30 },
    followUp: {
      advice: {
        zh: '立即回应：先道歉并复述问题，再说明下一步和时间。',
        en: 'Reply now: own it, repeat the problem in their words, say the next step and when.',
      },
      dueBusinessHours: 1,
      urgency: 3,
    },
    because: {
      zh: '客户的投诉还没有得到回应。',
      en: 'A complaint has had no reply from us.',
    },
    evenChurned: true,
    risk: 0.1,
  },
  {
    id: 'R9b',
    name: { zh: '预期订单未到', en: 'Expected order missed' },
    test: { kind: 'missed-order', ordersAtLeast: 3, gapTimes: 1.5 },
    followUp: {
      advice: {
        zh: '确认库存和下一次采购计划，问是否需要协助下单。',
        en: 'Check their stock and next purchase, and offer to place the order.',
      },
      dueBusinessHours: 9,
      urgency: 2,
    },
    because: {
      zh: '按自身节奏每 {gap} 天一单，距上一单已 {days} 天。',
      en: 'Orders every {gap} days by their own rhythm; the last one was {days} days ago.',
    },
    endsWithReply: true,
    risk: 0.15,
  },
  {
    id: 'P1',
    name: { zh: '承诺已逾期', en: 'Promise overdue' },
    test: { kind: 'broken-promise', staleDays: 14 },
    followUp: {
      advice: {
        zh: '兑现承诺，或告诉客户新的时间。',
        en: 'Do what was promised, or tell the customer the new date.',
      },
      dueBusinessHours: 2,
      urgency: 3,
    },
    because: {
      zh: '我方的承诺已过期限，还没有兑现的迹象。',
      en: 'What we promised is past its date and nothing shows that it was done.',
    },
    risk: 0.05,
  },
];
