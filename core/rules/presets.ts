import type { Rule } from './rule.ts';

/** The shipped rules with the numbers of the domain. Every number can be edited; the ids stay. */
export const shippedRules: readonly Rule[] = [
  {
    id: 'R1',
    name: { zh: '互动下降', en: 'Talking less' },
    test: { kind: 'below-own-mean', measure: 'activity', belowPercent: 20, months: 3, minimumMonths: 3 },
    stage: 'declining',
    family: 'interaction',
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
    id: 'R2',
    name: { zh: '不回购、不看推送', en: 'No repurchase, nothing opened' },
    test: { kind: 'unbought-and-unopened', months: 3, belowPercent: 5, minimumSent: 3 },
    stage: 'declining',
    family: 'behaviour',
    followUp: {
      advice: {
        zh: '停发推送，改为一对一询问需求。',
        en: 'Stop the mailings and ask in person what they need.',
      },
      dueBusinessHours: 18,
      urgency: 2,
    },
    because: {
      zh: '已 {days} 天未回购；近 {months} 个月推送 {sent} 次，打开率 {percent}%。',
      en: 'No repurchase for {days} days; {opened} of {sent} mailings opened in {months} months ({percent} %).',
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
    id: 'R4',
    name: { zh: '首次有效触达', en: 'First real contact due' },
    test: { kind: 'first-touch', fromDays: 7, untilDays: 14 },
    stages: ['prospect'],
    followUp: {
      advice: {
        zh: '今天联系一次：介绍自己，问一个具体的问题。',
        en: 'Get in touch today: say who you are and ask one concrete question.',
      },
      dueBusinessHours: 9,
      urgency: 2,
    },
    because: {
      zh: '认识 {days} 天，还没有一次有来有往的沟通（应在 {from}–{until} 天内）。',
      en: 'Known for {days} days without one exchange both ways (due within {from} to {until} days).',
    },
    risk: 0,
  },
  {
    id: 'R5',
    name: { zh: '三个月未下单', en: 'No order for 3 months' },
    test: { kind: 'no-order', months: 3 },
    stage: 'declining',
    family: 'behaviour',
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
      zh: '通常每 {gap} 天一单，距上一单已 {days} 天。',
      en: 'An order every {gap} days is usual; the last one was {days} days ago.',
    },
    endsWithReply: true,
    risk: 0.15,
  },
  {
    id: 'R10',
    name: { zh: '7 天内到期', en: 'Runs out within 7 days' },
    test: { kind: 'renewal-ahead', days: 7, untilDays: 0 },
    followUp: {
      advice: {
        zh: '约客户谈续约：先问使用效果，再谈方案和时间。',
        en: 'Arrange the renewal: ask what it has brought them first, then terms and dates.',
      },
      dueBusinessHours: 4,
      urgency: 3,
    },
    because: {
      zh: '合同或套餐还有 {days} 天到期。',
      en: 'A contract or plan runs out in {days} days.',
    },
    evenChurned: true,
    risk: 0,
  },
  {
    id: 'R10b',
    name: { zh: '30 天内到期', en: 'Runs out within 30 days' },
    test: { kind: 'renewal-ahead', days: 30, untilDays: 7 },
    followUp: {
      advice: {
        zh: '约客户谈续约：先问使用效果，再谈方案和时间。',
        en: 'Arrange the renewal: ask what it has brought them first, then terms and dates.',
      },
      dueBusinessHours: 18,
      urgency: 2,
    },
    because: {
      zh: '合同或套餐还有 {days} 天到期。',
      en: 'A contract or plan runs out in {days} days.',
    },
    evenChurned: true,
    risk: 0,
  },
  {
    id: 'R10c',
    name: { zh: '90 天内到期', en: 'Runs out within 90 days' },
    test: { kind: 'renewal-ahead', days: 90, untilDays: 30 },
    followUp: {
      advice: {
        zh: '约客户谈续约：先问使用效果，再谈方案和时间。',
        en: 'Arrange the renewal: ask what it has brought them first, then terms and dates.',
      },
      dueBusinessHours: 18,
      urgency: 1,
    },
    because: {
      zh: '合同或套餐还有 {days} 天到期。',
      en: 'A contract or plan runs out in {days} days.',
    },
    evenChurned: true,
    risk: 0,
  },
  {
    id: 'R14',
    name: { zh: '预测流失', en: 'Loss predicted' },
    test: { kind: 'predicted-loss', percent: 60 },
    followUp: {
      advice: {
        zh: '趁现在联系：14 天后可能就联系不上了。',
        en: 'Get in touch now: in 14 days they may be out of reach.',
      },
      dueBusinessHours: 9,
      urgency: 2,
    },
    because: {
      zh: '模型预测 14 天后不再有音讯的概率为 {percent}%（超过 {limit}%）。',
      en: 'The model puts the chance of no more word from 14 days on at {percent} % (above {limit} %).',
    },
    endsWithReply: true,
    stages: ['new', 'growing', 'mature', 'won_back'],
    risk: 0,
  },
  {
    id: 'R16',
    name: { zh: '售后咨询减少', en: 'Fewer questions' },
    test: { kind: 'below-own-mean', measure: 'questions', belowPercent: 20, months: 3, minimumMonths: 3 },
    followUp: {
      advice: {
        zh: '主动问问使用中的问题：不问不等于没有问题。',
        en: 'Ask about problems in use: no questions does not mean no problems.',
      },
      dueBusinessHours: 18,
      urgency: 1,
    },
    because: {
      zh: '连续 {months} 个月的咨询低于自身均值 {percent}%：近 {months} 个月每月 {recent} 个问题，此前为 {mean} 个。',
      en: '{recent} questions a month over the last {months} months against an own mean of {mean}: {percent} % below, {months} months in a row.',
    },
    endsWithReply: true,
    risk: 0.05,
  },
  {
    id: 'R17',
    name: { zh: '产品使用减少', en: 'Product used less' },
    test: { kind: 'below-own-mean', measure: 'use', belowPercent: 20, months: 3, minimumMonths: 3 },
    stage: 'declining',
    family: 'interaction',
    followUp: {
      advice: {
        zh: '安排一对一服务：看他们怎么用，解决卡住的地方。',
        en: 'Offer one-to-one help: see how they use it and clear what holds them up.',
      },
      dueBusinessHours: 18,
      urgency: 2,
    },
    because: {
      zh: '连续 {months} 个月的使用低于自身均值 {percent}%：近 {months} 个月每月 {recent} 次，此前为 {mean} 次。',
      en: 'Used {recent} times a month over the last {months} months against an own mean of {mean}: {percent} % below, {months} months in a row.',
    },
    endsWithReply: true,
    risk: 0.15,
  },
  {
    id: 'R20',
    name: { zh: '服务成本高于毛利', en: 'Costs more than it brings' },
    test: { kind: 'cost-above-margin', months: 12, costPerContact: 5, minimumContacts: 24 },
    because: {
      zh: '近 {months} 个月联系 {contacts} 次，成本约 {cost}，毛利 {margin}：不再优先跟进。',
      en: '{contacts} contacts in {months} months cost about {cost} against a margin of {margin}: no longer first in line.',
    },
    lastInLine: true,
    risk: 0,
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
  {
    id: 'S1',
    name: { zh: '问卷低分', en: 'Low survey score' },
    test: { kind: 'low-survey', nps: 6, csat: 2, days: 14 },
    followUp: {
      advice: {
        zh: '今天联系：先感谢反馈，问清哪里没做好，再说怎么改、何时改。',
        en: 'Get in touch today: thank them, ask what went wrong, then say what changes and when.',
      },
      dueBusinessHours: 4,
      urgency: 3,
    },
    because: {
      zh: '{days} 天内有 {answers} 次问卷低分（最低折合 {satisfaction}/100）。',
      en: '{answers} low survey answers within {days} days (the lowest {satisfaction} of 100).',
    },
    endsWithReply: true,
    risk: 0.1,
  },
];
