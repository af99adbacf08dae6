import { exponentOf, formatMinor, isCurrency } from '@vividwalls/money';

/** Tokens of language models are whole: they have no smaller part. */
export const TOKENS = 'tokens';

/**
 * What a budget is counted in: an ISO 4217 code, then amounts are minor units, or `tokens`, then they are whole tokens. Amounts
 * of two units never meet: a question in one is not answered from a budget in another.
 */
export type BudgetUnit = string;

/** Decimal digits of the smallest part: 2 for USD, 0 for tokens. @throws MoneyError for what is neither */
export function unitExponent(unit: BudgetUnit): number {
  return unit === TOKENS ? 0 : exponentOf(unit);
}

/** How a request names a unit: `currency: 'USD'` for money, `unit: 'tokens'` for tokens. */
export interface NamedUnit {
  readonly currency?: string | undefined;
  readonly unit?: string | undefined;
}

/** The unit a request names, or what is wrong with it. Exactly one of the two fields must be there. */
export function unitNamed({ currency, unit }: NamedUnit): { unit: BudgetUnit } | { pointer: string; message: string } {
  if (currency !== undefined && unit !== undefined)
    return { pointer: '/unit', message: 'must be left out where there is a currency' };
  if (unit !== undefined)
    return unit === TOKENS ? { unit } : { pointer: '/unit', message: `must be "${TOKENS}"; money has a currency` };
  if (currency === undefined) return { pointer: '/currency', message: 'must be there, or unit for tokens' };
  if (!isCurrency(currency))
    return { pointer: '/currency', message: 'is no ISO 4217 currency; expected a code such as "USD"' };
  return { unit: currency };
}

/** As an answer names it: `currency` is there for money alone. */
export function nameUnit(unit: BudgetUnit): { unit: BudgetUnit; currency?: string } {
  return unit === TOKENS ? { unit } : { unit, currency: unit };
}

/** `120.50 USD`, `12000 tokens`: for reasons and messages. */
export function amountText(minor: bigint, unit: BudgetUnit): string {
  return unit === TOKENS ? `${minor} ${TOKENS}` : `${formatMinor(minor, unit)} ${unit}`;
}
