/** Coffees with their price a kilogram, in whole CNY and USD. */
export const beans = [
  { zh: '云脊拼配', en: 'Cloud Ridge', CNY: 118, USD: 19 },
  { zh: '老街深烘', en: 'Old Lane Dark', CNY: 98, USD: 16 },
  { zh: '晨雾', en: 'Morning Mist', CNY: 138, USD: 22 },
  { zh: '石阶', en: 'Stone Steps', CNY: 108, USD: 17 },
  { zh: '橘灯日晒', en: 'Lantern Natural', CNY: 168, USD: 27 },
  { zh: '青岭水洗', en: 'Green Saddle Washed', CNY: 152, USD: 24 },
] as const;

/** Machines with their price, in whole CNY and USD. */
export const machines = [
  { zh: 'L2双头机', en: 'L2 two-group', CNY: 38_600, USD: 5_900 },
  { zh: 'L1单头机', en: 'L1 single-group', CNY: 21_800, USD: 3_300 },
  { zh: 'O8全自动', en: 'O8 office machine', CNY: 16_900, USD: 2_600 },
  { zh: 'G60磨豆机', en: 'G60 grinder', CNY: 5_980, USD: 920 },
] as const;

/** What people say a coffee tastes of. */
export const tastings = {
  zh: [
    '柑橘味很明显',
    '尾段有红糖甜',
    '像桃子乌龙',
    '坚果巧克力，很稳',
    '茉莉花香，干净',
    '莓果酸酸甜甜的',
    '有点像话梅',
  ],
  en: [
    'lots of mandarin',
    'brown sugar finish',
    'like peach tea',
    'nuts and cocoa, very steady',
    'jasmine, super clean',
    'sweet red berries',
    'a bit of dried plum',
  ],
} as const;
