import { beans, machines, tastings } from './prices.ts';
import type { Random } from './random.ts';
import { type Day, dayMs, type Schedule } from './schedule.ts';

export type Language = 'zh' | 'en';
export type Currency = 'CNY' | 'USD';

/** What the words of one scene are filled from. */
export type SlotOptions = {
  readonly random: Random;
  readonly schedule: Schedule;
  readonly language: Language;
  readonly currency: Currency;
  readonly kilos: readonly [number, number];
  /** The coffee that comes up most, 0 to 5; none in particular unless given. */
  readonly favourite?: number;
  readonly startAt: number;
  /** Names of the people and customers that the scene may mention: `c`, `r`, `rn`, `new`, `cust`. */
  readonly names: Readonly<Record<string, string>>;
};

/** The blanks of one scene; the same blank gives the same word throughout the scene. */
export type Slots = {
  /** Fills every `{blank}` of a wording spoken at this time. Throws SyntaxError on an unknown blank. */
  readonly fill: (wording: string, at: number) => string;
  /** What the order or refund in this scene comes to, in whole units of the currency. */
  readonly amount: (fact: 'order' | 'refund') => number;
};

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

const nameDay = (language: Language, day: Day, from: Day): string => {
  const mondayOf = (of: Day) => of.daysAgo + ((of.weekday + 6) % 7);
  const name = weekdays[language][day.weekday] ?? '';
  const weeksAhead = (mondayOf(from) - mondayOf(day)) / 7;
  if (language === 'en') return weeksAhead > 1 ? day.label.en : name;
  return weeksAhead > 1 ? day.label.zh : weeksAhead === 1 ? `下${name}` : name;
};

const nameMonth = (language: Language, schedule: Schedule, at: number, ahead: number): string => {
  const first = schedule.dayOf(at).label.zh;
  const month = (Number(first.slice(0, first.indexOf('月'))) - 1 + ahead) % 12;
  return language === 'zh' ? `${month + 1}月` : (monthNames[month] ?? '');
};

/** Returns the blanks for one scene; nothing is chosen before it is first needed. */
export function createSlots(options: SlotOptions): Slots {
  const { random, schedule, language, currency, startAt, names } = options;
  const favourite = options.favourite === undefined ? undefined : beans[options.favourite];
  const anyBean = random.pick(beans);
  const bean = favourite !== undefined && random.chance(0.6) ? favourite : anyBean;
  const bean2 = random.pick(beans.filter((other) => other !== bean));
  const machine = random.pick(machines);
  const [least, most] = options.kilos;
  const step = most > 20 ? 5 : 2;
  const kilos = () => least + step * random.whole(0, Math.floor((most - least) / step));
  const kg = kilos();
  const kg2 = Math.max(5, Math.round(kilos() / 10) * 5);
  const refund = random.whole(6, 30) * (currency === 'CNY' ? 20 : 3);
  const today = schedule.dayOf(startAt);
  const mentioned = { secondBean: false, machine: false, bulk: false };
  const bulkPrice = Math.round(bean[currency] * 0.95);
  const money = (value: number) => `${currency === 'CNY' ? '¥' : '$'}${value.toLocaleString('en-US')}`;
  const total = () =>
    mentioned.machine
      ? machine[currency]
      : (mentioned.bulk ? bulkPrice : bean[currency]) * kg +
        (mentioned.secondBean ? bean2[currency] * kg2 : 0);

  const soon = (at: number) => {
    const from = schedule.dayOf(at);
    let day = from;
    for (let count = random.whole(2, 4); count > 0; count -= 1) day = schedule.workdayAfter(day);
    return nameDay(language, day, from);
  };
  const next = (at: number) => {
    const from = schedule.dayOf(at);
    const day = schedule.workdayAfter(from);
    if (day.daysAgo === from.daysAgo - 1) return language === 'zh' ? '明天' : 'tomorrow';
    return language === 'zh' ? nameDay('zh', day, from) : `on ${nameDay('en', day, from)}`;
  };
  const festival = () => {
    for (let ahead = 0; ahead <= 3; ahead += 1) {
      const found = schedule.day(today.daysAgo - ahead).festival;
      if (found !== undefined) return language === 'zh' ? found.zh : `the ${found.en} holiday`;
    }
    return language === 'zh' ? '周末' : 'the weekend';
  };
  const blanks: Readonly<Record<string, (at: number) => string>> = {
    bean: () => bean[language],
    bean2: () => bean2[language],
    machine: () => machine[language],
    machinePrice: () => money(machine[currency]),
    price: () => money(bean[currency]),
    bulkPrice: () => money(bulkPrice),
    kg: () => String(kg),
    kg2: () => String(kg2),
    amount: () => money(total()),
    refund: () => money(refund),
    small: () => (language === 'zh' ? String(random.whole(3, 9) * 9) : money(random.whole(3, 9) * 4)),
    small2: () => String(random.whole(1, 2)),
    n: () => String(random.whole(3, 9)),
    no: () => String(random.whole(1000, 9999)),
    cups: () => String(random.whole(26, 48) * 10 + random.whole(0, 9)),
    tasting: () => random.pick(tastings[language]),
    past: () => schedule.dayOf(startAt - random.whole(8, 15) * dayMs).label[language],
    month: () => nameMonth(language, schedule, startAt, 0),
    nextMonth: () => nameMonth(language, schedule, startAt, 1),
    renewal: () => schedule.day(-12).label[language],
    festival,
    soon,
    next,
  };
  const chosen = new Map<string, string>(Object.entries(names));
  return {
    amount: (fact) => (fact === 'refund' ? refund : total()),
    fill: (wording, at) => {
      if (wording.includes('{kg2}')) mentioned.secondBean = true;
      if (wording.includes('{bulkPrice}')) mentioned.bulk = true;
      if (wording.includes('{machinePrice}')) mentioned.machine = true;
      return wording.replace(/\{(\w+)\}/g, (_, name: string) => {
        const known = chosen.get(name);
        if (known !== undefined) return known;
        const blank = blanks[name];
        if (blank === undefined) throw new SyntaxError(`Unknown blank {${name}} in "${wording}".`);
        const word = blank(at);
        if (name !== 'next') chosen.set(name, word);
        return word;
      });
    },
  };
}
