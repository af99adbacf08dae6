export * from './allocate.js';
export { CURRENCY_EXPONENTS } from './currency-exponents.js';
export * from './exponent-of.js';
export * from './format-minor.js';
export { Money, type MoneyJson } from './money.js';
export { MoneyError, type MoneyErrorCode } from './money-error.js';
export * from './parse-minor.js';
