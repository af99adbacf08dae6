import type { CashCurrency, CashLine } from '@vividwalls/contracts';
import { CHART } from '../journal/accounts.js';

/** Debits less credits of one account until some time, minor units. */
export interface Balance {
  readonly account: string;
  readonly currency: string;
  readonly balanceMinor: bigint;
}

const BANK = 'asset:bank';
/** Prints in stock are worth something and pay nothing. */
const NO_MONEY = new Set(['asset:inventory']);

const MONEY = CHART.filter(({ type, code }) => (type === 'asset' || type === 'liability') && !NO_MONEY.has(code));

const IS_MONEY: ReadonlySet<string> = new Set(MONEY.map(({ code }) => code));

/** Money held, on its way and owed, by currency; an account on which nothing was ever booked is left out. */
export function cashPosition(balances: readonly Balance[]): CashCurrency[] {
  const money = balances.filter(({ account }) => IS_MONEY.has(account));
  const currencies = Map.groupBy(money, ({ currency }) => currency);
  return [...currencies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, own]) => positionOf(currency, own));
}

function positionOf(currency: string, balances: readonly Balance[]): CashCurrency {
  const byAccount = new Map(balances.map(({ account, balanceMinor }) => [account, balanceMinor]));
  const side = (type: 'asset' | 'liability', sign: bigint): CashLine[] =>
    MONEY.filter((account) => account.type === type && byAccount.has(account.code)).map(({ code, name }) => {
      return { account: code, name, amountMinor: String(sign * byAccount.get(code)!) };
    });
  const [assets, liabilities] = [side('asset', 1n), side('liability', -1n)];
  const total = (lines: readonly CashLine[]) => lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const cash = assets.find(({ account }) => account === BANK);
  return {
    currency,
    cashMinor: cash?.amountMinor ?? null,
    ...(!cash && { reason: 'Nothing is booked on the bank account: payouts are not told yet.' }),
    assets,
    liabilities,
    netMinor: String(total(assets) - total(liabilities)),
  };
}
