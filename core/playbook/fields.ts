import type { Bilingual } from '../language.ts';

/** Who reads a message: the person alone, or everybody in a room. */
export type Place = 'person' | 'room';

/** Something that a message may name. */
export type Field = {
  readonly name: Bilingual;
  /** Only the person themselves may read it. */
  readonly personal: boolean;
  /** It is there only on days that have it, or after a step that makes it. */
  readonly needs?: 'coupon' | 'holiday';
  /** What a preview shows. */
  readonly example: Bilingual;
};

/** What is known for one message, by field. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

/** Every field that a message may name. Each may be unknown: then the sentence that names it is left out. */
export const fields: Readonly<Record<string, Field>> = {
  name: { name: { zh: '称呼', en: 'name' }, personal: false, example: { zh: '小雨', en: 'Alice' } },
  rep: { name: { zh: '负责人', en: 'owner' }, personal: false, example: { zh: '陈浩', en: 'Mia Carter' } },
  holiday: {
    name: { zh: '节日', en: 'holiday' },
    personal: false,
    needs: 'holiday',
    example: { zh: '中秋节', en: 'the Mid-Autumn Festival' },
  },
  birthday: {
    name: { zh: '生日（月日）', en: 'birthday (day and month)' },
    personal: true,
    example: { zh: '8月15日', en: '15 August' },
  },
  lastOrder: {
    name: { zh: '上次下单日', en: 'day of the last order' },
    personal: true,
    example: { zh: '6月3日', en: '3 June' },
  },
  renewal: {
    name: { zh: '到期的合约', en: 'what runs out' },
    personal: true,
    example: { zh: '年度服务', en: 'the annual plan' },
  },
  renewalDay: {
    name: { zh: '到期日', en: 'day on which it runs out' },
    personal: true,
    example: { zh: '9月30日', en: '30 September' },
  },
  coupon: {
    name: { zh: '优惠码', en: 'coupon code' },
    personal: true,
    needs: 'coupon',
    example: { zh: 'K7M2-9QXD', en: 'K7M2-9QXD' },
  },
  couponDay: {
    name: { zh: '优惠到期日', en: 'last day of the coupon' },
    personal: true,
    needs: 'coupon',
    example: { zh: '9月1日', en: '1 September' },
  },
};
