import { language } from './language.js';

let code = 'CNY';

/** @param {string} currency the company's, ISO 4217 */
export function setCurrency(currency) {
  code = currency;
}

/** @returns {string} the company's currency, such as CNY */
export const currency = () => code;

/** @param {number} amount @returns {string} in the company's currency, without decimals */
export function money(amount) {
  const locale = language() === 'zh' ? 'zh-CN' : 'en';
  const options = {
    style: 'currency',
    currency: code,
    maximumFractionDigits: 0,
    currencyDisplay: 'narrowSymbol',
  };
  return new Intl.NumberFormat(locale, /** @type {Intl.NumberFormatOptions} */ (options)).format(amount);
}
