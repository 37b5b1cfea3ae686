/** Writes an amount of money rounded to a whole one, with thousands separators and its symbol: "¥1,234". */
export type ShowMoney = (amount: number) => string;

/** Returns whether `code` is a currency of ISO 4217, in capitals, such as CNY. */
export const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);

/**
 * Returns how amounts of a currency (ISO 4217) are written, the same in every language. A currency without a symbol of
 * its own is written by its code, "CHF 1,234". @throws RangeError where `currency` is not three letters.
 */
export const createShowMoney = (currency: string): ShowMoney => {
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
    signDisplay: 'negative',
  });
  return (amount) => format.format(amount);
};
