import type { PlaybookEntry } from '../schema.ts';

const lost = { on: 'stage', to: ['declining', 'churned'] } as const;
const limits = { every: 180, contacts: 1, days: 60 } as const;
const because = (reason: string) =>
  [
    { attribute: 'reason', is: [reason] },
    { attribute: 'orders', atLeast: 1 },
  ] as const;

/** After the customer was written to: a rep takes over whoever did not answer. */
const askRep = (zh: string, en: string) =>
  [
    { do: 'wait', days: 14, until: 'order', goto: 'end' },
    { do: 'follow-up', dueDays: 3, text: { zh, en } },
  ] as const;

/** Playbooks for those who go quiet or leave: waking up (R18), and winning back by the reason they gave (R13). */
export const winBackPresets = {
  'dormant-wake-up': {
    name: { zh: '沉睡唤醒', en: 'Wake-up' },
    purpose: 'marketing',
    trigger: { on: 'stage', to: ['dormant'] },
    when: [{ attribute: 'complaints', below: 1 }],
    steps: [
      { do: 'coupon', title: { zh: '好久不见礼', en: 'welcome-back gift' }, days: 30 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}有一阵子没联系了，最近都好吗？有什么需要帮忙的，随时说一声。{{#coupon}}另外给您留了一份心意，优惠码 {{coupon}}，{{couponDay}}前有效。{{/coupon}}',
          en: '{{#name}}{{name}}, it{{/name}}{{^name}}It{{/name}} has been a while: how are you? If there is anything we can do, just say the word.{{#coupon}} We have kept a little something for you: {{coupon}}, good until {{couponDay}}.{{/coupon}}',
        },
      },
      ...askRep(
        '沉睡客户收到问候两周没有回应，请打个电话。',
        'No answer two weeks after our note: give them a call.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits: { every: 120, contacts: 1, days: 45 },
  },
  'win-back-price': {
    name: { zh: '挽回：价格', en: 'Win back: price' },
    purpose: 'marketing',
    trigger: lost,
    when: because('price'),
    steps: [
      { do: 'wait', days: 7 },
      { do: 'coupon', title: { zh: '回归优惠', en: 'welcome-back offer' }, days: 30 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}之前您提到价格的顾虑，我们一直记着。重新梳理了一下方案，也许有更合适您的选择，方便时我给您说说？{{#coupon}}这份回归优惠也给您留着：{{coupon}}，{{couponDay}}前有效。{{/coupon}}',
          en: '{{#name}}{{name}}, you{{/name}}{{^name}}You{{/name}} told us that the price was an issue, and we have not forgotten it. We went over the options again and there may be one that fits you better; shall we go through it?{{#coupon}} We have also set this aside for you: {{coupon}}, good until {{couponDay}}.{{/coupon}}',
        },
      },
      ...askRep(
        '因价格流失，两周没有回应：请带着更合适的方案联系。',
        'Left over price and did not answer: get in touch with an option that fits them better.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits,
  },
  'win-back-service': {
    name: { zh: '挽回：服务', en: 'Win back: service' },
    purpose: 'service',
    trigger: lost,
    when: because('service'),
    steps: [
      {
        do: 'follow-up',
        dueDays: 2,
        text: {
          zh: '客户因服务体验离开。请主管先亲自致歉，并说明已经做了哪些改进。',
          en: 'They left over how they were served. Have a lead apologise in person and say what has changed.',
        },
      },
      { do: 'wait', days: 10, until: 'reply', goto: 'end' },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}上次没有照顾好您，是我们的不是。问题我们已经认真复盘，也做了改进。如果您愿意再给一次机会，直接在这里说，我们第一时间跟进。',
          en: '{{#name}}{{name}}, we{{/name}}{{^name}}We{{/name}} did not look after you as we should have, and we are sorry. We went through what happened and changed how we work. If you would give us another chance, write here and we will be on it right away.',
        },
      },
      ...askRep(
        '致歉后两周没有回应，请再打一次电话，听听真实想法。',
        'No answer to our apology: call once more and hear them out.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits,
  },
  'win-back-quality': {
    name: { zh: '挽回：质量', en: 'Win back: quality' },
    purpose: 'service',
    trigger: lost,
    when: because('quality'),
    steps: [
      {
        do: 'follow-up',
        dueDays: 2,
        text: {
          zh: '客户因质量问题离开。请确认当时的问题是否已经解决，补救先行。',
          en: 'They left over quality. Make sure that what went wrong was put right before anything else.',
        },
      },
      { do: 'wait', days: 10, until: 'reply', goto: 'end' },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}之前的质量问题给您添麻烦了，真的抱歉。原因已经查清，也做了改进。方便的话，想请您再试一次，不满意我们负责到底。',
          en: '{{#name}}{{name}}, we{{/name}}{{^name}}We{{/name}} are truly sorry for the trouble with quality. We found the cause and fixed it. If you are willing to try again, we stand behind it all the way.',
        },
      },
      ...askRep(
        '因质量流失，两周没有回应：请联系并主动提出保障。',
        'Left over quality and did not answer: get in touch and offer a guarantee.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits,
  },
  'win-back-product': {
    name: { zh: '挽回：产品', en: 'Win back: product' },
    purpose: 'service',
    trigger: lost,
    when: because('product'),
    steps: [
      { do: 'wait', days: 21 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}您之前提的产品建议我们一直记着，这段时间有不少改进。想听听您现在最在意的是哪一点，我们据实告诉您做到了没有。',
          en: '{{#name}}{{name}}, we{{/name}}{{^name}}We{{/name}} kept what you told us about the product, and a good deal has improved since. Which part matters most to you now? We will tell you honestly whether it is there yet.',
        },
      },
      ...askRep(
        '因产品功能流失，两周没有回应：请对照当时的诉求说明进展。',
        'Left over the product and did not answer: take up what they asked for and show what has changed.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits,
  },
  'win-back-other': {
    name: { zh: '挽回：原因不明', en: 'Win back: other reasons' },
    purpose: 'service',
    trigger: lost,
    when: [
      { attribute: 'reason', not: ['price', 'service', 'quality', 'product', 'competitor'] },
      { attribute: 'orders', atLeast: 1 },
    ],
    steps: [
      {
        do: 'follow-up',
        dueDays: 3,
        text: {
          zh: '客户在流失，原因还不清楚。请先了解发生了什么，再记下原因。',
          en: 'They are leaving and we do not know why. Find out what happened and write the reason down.',
        },
      },
      { do: 'wait', days: 10, until: 'reply', goto: 'end' },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}好久没有您的消息，一直挺惦记的。是我们哪里没做到位，还是您那边有了变化？方便时告诉我们一声，好让我们知道能帮上什么。',
          en: '{{#name}}{{name}}, we{{/name}}{{^name}}We{{/name}} have not heard from you for a while and have been thinking of you. Was it something we did, or have things changed on your side? Let us know when it suits you, so that we can see how to help.',
        },
      },
      ...askRep(
        '问过近况，两周没有回应：请换个方式联系一次。',
        'No answer when we asked how things are: try once more in another way.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits,
  },
  'win-back-competitor': {
    name: { zh: '挽回：竞品', en: 'Win back: competitor' },
    purpose: 'service',
    trigger: lost,
    when: because('competitor'),
    steps: [
      {
        do: 'follow-up',
        dueDays: 3,
        text: {
          zh: '客户转向了别家。请先了解吸引他的是什么，不要急着报价。',
          en: 'They went to somebody else. Find out what drew them before you offer anything.',
        },
      },
      { do: 'wait', days: 30 },
      {
        do: 'message',
        to: 'person',
        text: {
          zh: '{{#name}}{{name}}，{{/name}}最近还顺利吗？您选择别家一定有您的考虑，我们尊重。如果愿意告诉我们哪里可以做得更好，对我们很有帮助；需要的时候，我们一直都在。',
          en: '{{#name}}{{name}}, how{{/name}}{{^name}}How{{/name}} are things? You will have had your reasons for choosing someone else, and we respect that. If you tell us where we could have done better it would help us a lot, and we are here whenever you need us.',
        },
      },
      ...askRep(
        '转向竞品后没有回应，请评估是否值得继续投入。',
        'No answer since they left for a competitor: decide whether to keep trying.',
      ),
    ],
    stopOn: ['reply', 'order'],
    limits: { every: 180, contacts: 1, days: 90 },
  },
} as const satisfies Readonly<Record<string, PlaybookEntry>>;
