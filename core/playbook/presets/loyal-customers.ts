import type { PlaybookEntry } from '../schema.ts';

/** Playbooks for those who stay: member day, renewal, recommendation, community events. */
export const loyalCustomerPresets = {
  'member-day': {
    name: { zh: '会员日', en: 'Member day' },
    purpose: 'marketing',
    priority: 4,
    trigger: { on: 'date', date: 'monthly 18' },
    when: [
      { attribute: 'stage', is: ['growing', 'mature', 'won_back'] },
      { attribute: 'orders', atLeast: 2 },
      { attribute: 'complaints', below: 1 },
    ],
    steps: [
      { do: 'coupon', title: { zh: '会员日优惠', en: 'member day offer' }, days: 3 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}今天是会员日，谢谢您一直以来的支持！给老朋友留了一份专属优惠。{{#coupon}}优惠码 {{coupon}}，{{couponDay}}前都能用。{{/coupon}}',
          en: '{{#name}}{{name}}, today{{/name}}{{^name}}Today{{/name}} is member day: thank you for being with us! There is something special for our regulars.{{#coupon}} Your code is {{coupon}}, good until {{couponDay}}.{{/coupon}}',
        },
      },
    ],
    limits: { every: 25, contacts: 1, days: 3 },
  },
  renewal: {
    name: { zh: '续约提醒', en: 'Renewal' },
    purpose: 'service',
    priority: 7,
    trigger: { on: 'date', date: 'renewal', offset: -30 },
    when: [{ attribute: 'stage', not: ['churned'] }],
    steps: [
      {
        do: 'follow-up',
        dueDays: 5,
        text: {
          zh: '{{#renewal}}“{{renewal}}”{{/renewal}}{{^renewal}}合约{{/renewal}}还有 30 天到期，请准备续约方案，并确认对方是否满意。',
          en: '{{#renewal}}“{{renewal}}”{{/renewal}}{{^renewal}}The contract{{/renewal}} runs out in 30 days: prepare the renewal and check that they are happy.',
        },
      },
      { do: 'wait', days: 5, until: 'renewal-due', goto: 'end' },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}您好！提前跟您说一声，当前的合约快到期了。{{#renewalDay}}到期日是{{renewalDay}}。{{/renewalDay}}用得怎么样？有想调整的地方，我们可以一起看看。',
          en: '{{#name}}Hello {{name}},{{/name}}{{^name}}Hello,{{/name}} a heads-up that your contract is coming up for renewal.{{#renewalDay}} It runs until {{renewalDay}}.{{/renewalDay}} How has it been working for you? If there is anything you would like to change, let us look at it together.',
        },
      },
      { do: 'wait', days: 18, until: 'renewal-due', goto: 'end' },
      {
        do: 'follow-up',
        dueDays: 1,
        text: {
          zh: '一周内到期，还没有续约，请今天亲自联系。',
          en: 'It runs out within a week and is not renewed: call them today.',
        },
      },
    ],
    stopOn: [],
    limits: { every: 60, contacts: 1, days: 35 },
  },
  referral: {
    name: { zh: '邀请推荐', en: 'Referral' },
    purpose: 'marketing',
    priority: 3,
    trigger: { on: 'event', of: 'survey-answer' },
    when: [
      { attribute: 'satisfaction', atLeast: 90 },
      { attribute: 'complaints', below: 1 },
    ],
    steps: [
      { do: 'wait', days: 2 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}谢谢您给的好评，我们都看到了！如果身边有朋友也用得上，欢迎介绍给我们，我们会像对您一样用心。',
          en: '{{#name}}{{name}}, thank you{{/name}}{{^name}}Thank you{{/name}} for the kind rating, it made our day! If you know somebody who could use us too, we would love an introduction and will look after them just as well.',
        },
      },
      { do: 'wait', days: 14, until: 'referral', goto: 'thanks' },
      { do: 'stop' },
      {
        id: 'thanks',
        do: 'follow-up',
        dueDays: 2,
        text: {
          zh: '客户介绍了新朋友，请亲自道谢。',
          en: 'They brought somebody: thank them in person.',
        },
      },
    ],
    limits: { every: 180, contacts: 1, days: 30 },
  },
  'community-event': {
    name: { zh: '活动回访', en: 'After an event' },
    purpose: 'community',
    priority: 5,
    trigger: { on: 'event', of: 'attended' },
    when: [{ attribute: 'complaints', below: 1 }],
    steps: [
      { do: 'wait', hours: 20 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}谢谢您来参加活动，见到您很开心！觉得怎么样？下次想聊什么，直接告诉我们，我们来安排。',
          en: '{{#name}}{{name}}, thank you{{/name}}{{^name}}Thank you{{/name}} for coming to our event, it was good to see you! How did you like it? Tell us what you would want next time and we will see to it.',
        },
      },
      { do: 'wait', days: 7, until: 'reply', goto: 'talk' },
      { do: 'stop' },
      {
        id: 'talk',
        do: 'follow-up',
        dueDays: 2,
        text: {
          zh: '参加活动后主动回复了，趁热聊聊近况和需求。',
          en: 'They came to the event and answered: talk about how things are and what they need.',
        },
      },
    ],
    stopOn: [],
    limits: { every: 14, contacts: 1, days: 14 },
  },
  nps: {
    name: { zh: '推荐意愿调研（NPS）', en: 'Recommendation survey (NPS)' },
    purpose: 'survey',
    measured: false,
    priority: 4,
    trigger: { on: 'date', date: 'monthly 5' },
    when: [
      { attribute: 'stage', is: ['growing', 'mature', 'won_back'] },
      { attribute: 'daysKnown', atLeast: 60 },
      { attribute: 'complaints', below: 1 },
    ],
    steps: [
      { do: 'survey', survey: 'nps' },
      { do: 'wait', days: 7, until: 'survey-answer', goto: 'answered' },
      { do: 'stop' },
      {
        id: 'answered',
        do: 'branch',
        if: [{ attribute: 'satisfaction', below: 70 }],
        goto: 'low',
        else: 'end',
      },
      {
        id: 'low',
        do: 'follow-up',
        dueDays: 1,
        text: {
          zh: '推荐意愿打分偏低，请尽快亲自了解原因。',
          en: 'A low recommendation score: find out why, in person and soon.',
        },
      },
    ],
    stopOn: [],
    limits: { every: 90, contacts: 1, days: 14 },
  },
} as const satisfies Readonly<Record<string, PlaybookEntry>>;
