import { MAX_MINOR, MoneyError, isCurrency, parseMinor } from '@vividwalls/money';
import type { ExactObject } from './exact-json.js';
import { optionalObject } from './fields.js';
import { UnexpectedShape } from './unexpected-shape.js';

export type MoneySide = 'shop_money' | 'presentment_money';

/** A decimal amount in minor units, exactly. More decimal places than the currency has are a fault, never rounded. */
export function minorOf(text: string, currency: string, pointer: string): bigint {
  try {
    return parseMinor(text, currency);
  } catch (error) {
    if (error instanceof MoneyError) throw new UnexpectedShape(pointer, `is no amount of ${currency}: ${error.code}`);
    throw error;
  }
}

/** A field that names a currency, in capitals; undefined when missing or none that has a minor unit. */
export function currencyOf(body: ExactObject | undefined, key: string): string | undefined {
  const value = body?.[key];
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return isCurrency(code) ? code : undefined;
}

/** The currency of one side of a `…_set`. Transactions write `currency` there, everything else `currency_code`. */
export function setCurrency(set: ExactObject | undefined, side: MoneySide): string | undefined {
  const money = set && optionalObject(set, side);
  return currencyOf(money, 'currency_code') ?? currencyOf(money, 'currency');
}

/**
 * An amount in the shop's currency: `<name>_set.shop_money` where the body has it, else the bare field, which means the
 * same. A set in another currency than the books' is passed over for the bare field, and is a fault where there is none.
 * Undefined when the body has neither.
 */
export function shopAmount(body: ExactObject, name: string, currency: string, pointer: string): bigint | undefined {
  const set = optionalObject(body, `${name}_set`);
  const inSet = set && sideAmount(set, 'shop_money', currency, `${pointer}/${name}_set`);
  const amount = inSet ?? bareAmount(body, name, currency, pointer);
  if (amount === undefined && set && statesAnAmount(optionalObject(set, 'shop_money'))) {
    throw new UnexpectedShape(`${pointer}/${name}_set/shop_money`, `is not in the shop's currency, ${currency}`);
  }
  return amount;
}

/** Whether there is more than nothing in it: zero is zero in every currency. */
function statesAnAmount(money: ExactObject | undefined): boolean {
  return typeof money?.['amount'] === 'string' && /[1-9]/.test(money['amount']);
}

/** As `shopAmount`, zero when the body says nothing. */
export function shopAmountOrZero(body: ExactObject, name: string, currency: string, pointer: string): bigint {
  return shopAmount(body, name, currency, pointer) ?? 0n;
}

/** One side of a set, when it is in `currency`. */
export function sideAmount(set: ExactObject, side: MoneySide, currency: string, pointer: string): bigint | undefined {
  const money = optionalObject(set, side);
  const stated = setCurrency(set, side);
  if (!money || (stated !== undefined && stated !== currency)) return undefined;
  return bareAmount(money, 'amount', currency, `${pointer}/${side}`);
}

/** A plain field as an amount of `currency`; undefined when missing, null or empty. */
export function bareAmount(body: ExactObject, key: string, currency: string, pointer: string): bigint | undefined {
  const value = body[key];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new UnexpectedShape(`${pointer}/${key}`, 'is not an amount');
  return minorOf(value, currency, `${pointer}/${key}`);
}

export function requiredAmount(amount: bigint | undefined, pointer: string): bigint {
  if (amount === undefined) throw new UnexpectedShape(pointer, 'is missing');
  return amount;
}

/** Σ of `amount` over the entries. */
export function sumOf<T>(entries: readonly T[], amount: (entry: T, index: number) => bigint): bigint {
  let sum = 0n;
  for (let i = 0; i < entries.length; i++) sum += amount(entries[i]!, i);
  return sum;
}

/** An amount as facts carry it. A sum may be larger than any amount that was read. */
export function minorText(amount: bigint): string {
  if (amount > MAX_MINOR || amount < -MAX_MINOR) throw new UnexpectedShape('', 'has amounts that sum beyond 18 digits');
  return String(amount);
}
