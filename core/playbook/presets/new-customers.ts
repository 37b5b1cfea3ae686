import type { PlaybookEntry } from '../schema.ts';

/** Playbooks for those who are new: welcome, first and second order, the first rating. */
export const newCustomerPresets = {
  welcome: {
    name: { zh: '欢迎新客户', en: 'Welcome' },
    purpose: 'service',
    measured: false,
    priority: 8,
    trigger: { on: 'event', of: 'contact-added' },
    steps: [
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，您好！{{/name}}{{^name}}您好！{{/name}}很高兴认识您。{{#rep}}我是{{rep}}的助手，{{/rep}}有任何问题直接在这里说就行，我们会尽快回复您。回复“退订”可不再接收此类消息。',
          en: '{{#name}}Hello {{name}}!{{/name}}{{^name}}Hello!{{/name}} It is good to have you here. Whatever you need, just write here and {{#rep}}{{rep}}{{/rep}}{{^rep}}one of us{{/rep}} will get back to you. Reply STOP if you would rather not hear from us.',
        },
      },
    ],
    limits: { every: 365, contacts: 1, days: 7 },
  },
  'newcomer-offer': {
    name: { zh: '新客首单礼', en: 'Newcomer offer' },
    purpose: 'marketing',
    trigger: { on: 'event', of: 'message' },
    when: [
      { attribute: 'stage', is: ['prospect'] },
      { attribute: 'daysKnown', below: 3 },
      { attribute: 'complaints', below: 1 },
    ],
    steps: [
      { do: 'wait', days: 3, until: 'order', goto: 'end' },
      { do: 'coupon', title: { zh: '首单礼', en: 'first-order gift' }, days: 14 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}感谢您关注我们！给新朋友准备了一份小小的首单礼，看到合适的再用就好。{{#coupon}}优惠码 {{coupon}}，有效期到{{couponDay}}。{{/coupon}}',
          en: '{{#name}}{{name}}, thank you{{/name}}{{^name}}Thank you{{/name}} for looking in on us! We have set a little something aside for your first order, to use whenever it suits you.{{#coupon}} Your code is {{coupon}}, good until {{couponDay}}.{{/coupon}}',
        },
      },
      { do: 'wait', days: 9, until: 'order', goto: 'end' },
      {
        do: 'follow-up',
        dueDays: 2,
        text: {
          zh: '认识约两周还没有下单，请亲自联系一次，了解真实需求。',
          en: 'About two weeks in and no order yet: get in touch yourself and find out what they really need.',
        },
      },
    ],
    stopOn: ['reply', 'order'],
    limits: { every: 365, contacts: 1, days: 21 },
  },
  'second-purchase': {
    name: { zh: '二次购买', en: 'Second purchase' },
    purpose: 'marketing',
    trigger: { on: 'event', of: 'order' },
    when: [
      { attribute: 'orders', atLeast: 1, below: 2 },
      { attribute: 'complaints', below: 1 },
    ],
    steps: [
      { do: 'wait', days: 2, until: 'order', goto: 'end' },
      { do: 'coupon', title: { zh: '回头礼', en: 'thank-you for your next order' }, days: 30 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}谢谢您的第一次信任！用得还习惯吗？有哪里不顺手，随时告诉我们。下次再来有份回头礼。{{#coupon}}优惠码 {{coupon}}，{{couponDay}}前有效。{{/coupon}}',
          en: '{{#name}}{{name}}, thank you{{/name}}{{^name}}Thank you{{/name}} for trusting us with your first order! Is everything working well for you? If anything is not quite right, just say so. There is a small thank-you waiting for next time.{{#coupon}} Use {{coupon}} until {{couponDay}}.{{/coupon}}',
        },
      },
      { do: 'wait', days: 30, until: 'order', goto: 'end' },
      {
        do: 'follow-up',
        dueDays: 3,
        text: {
          zh: '首单后一个月没有复购，请了解使用情况，看看是否需要帮助。',
          en: 'No second order a month after the first: ask how it is going and whether they need a hand.',
        },
      },
    ],
    stopOn: ['reply', 'order'],
    limits: { every: 365, contacts: 1, days: 45 },
  },
  'order-rating': {
    name: { zh: '订单满意度（CSAT）', en: 'Order rating (CSAT)' },
    purpose: 'survey',
    measured: false,
    priority: 4,
    trigger: { on: 'event', of: 'order' },
    when: [{ attribute: 'complaints', below: 1 }],
    steps: [
      { do: 'wait', days: 7 },
      { do: 'survey', survey: 'csat' },
    ],
    stopOn: [],
    limits: { every: 90, contacts: 1, days: 30 },
  },
} as const satisfies Readonly<Record<string, PlaybookEntry>>;
