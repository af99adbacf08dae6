import type { System } from './system.js';

export interface Posting {
  readonly account: string;
  readonly amountMinor: string;
  readonly currency: string;
}

/** A journal entry, as the API shows it. */
export interface Entry {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly cause: string;
  readonly seq: number;
  readonly book: 'real' | 'test';
  readonly postings: readonly Posting[];
}

export interface OrderLedger {
  readonly orderId: string;
  readonly currency: string;
  readonly test: boolean;
  readonly entries: readonly Omit<Entry, 'orderId'>[];
  readonly waiting: readonly string[];
}

interface Turnover {
  readonly debitMinor: string;
  readonly creditMinor: string;
}

export interface TrialBalance {
  readonly currencies: Readonly<
    Record<string, Turnover & { readonly accounts: readonly (Turnover & { readonly account: string })[] }>
  >;
}

const LARGEST_PAGE = 500;

/** Entries of what orders come to. What they cost, by the shop's own terms, is not stated by any body. */
export function moneyEntries<E extends { readonly cause: string }>(entries: readonly E[]): E[] {
  return entries.filter(({ cause }) => cause !== 'costs');
}

/** What one order's ledger says. */
export function ledgerOf(system: System, orderId: string): Promise<OrderLedger> {
  return system.get<OrderLedger>(`/api/finance/orders/${orderId}/ledger`);
}

export function trialBalance(system: System, book: 'real' | 'test' = 'real'): Promise<TrialBalance> {
  return system.get<TrialBalance>(`/api/finance/trial-balance?book=${book}`);
}

/** The whole journal of both books. */
export async function journal(system: System): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const at = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: Entry[]; nextCursor?: string } = await system.get(
      `/api/finance/entries?limit=${LARGEST_PAGE}${at}`,
    );
    entries.push(...page.items);
    cursor = page.nextCursor;
  }
  return entries;
}

/** Balances by `order book account currency`, without those that are zero. */
export function balances(entries: readonly Entry[]): Map<string, bigint> {
  return sums(
    entries.flatMap(({ orderId, book, postings }) =>
      postings.map(({ account, amountMinor, currency }): [string, bigint] => [
        `${orderId} ${book} ${account} ${currency}`,
        BigInt(amountMinor),
      ]),
    ),
  );
}

/** Balances by `account` of postings in one currency, without those that are zero. */
export function accountBalances(postings: readonly Posting[]): Map<string, bigint> {
  return sums(postings.map(({ account, amountMinor }) => [account, BigInt(amountMinor)]));
}

/** Sum of the postings by currency. */
export function totals(postings: readonly Posting[]): Map<string, bigint> {
  const total = new Map<string, bigint>();
  for (const { currency, amountMinor } of postings) {
    total.set(currency, (total.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  return total;
}

function sums(amounts: readonly (readonly [string, bigint])[]): Map<string, bigint> {
  const sum = new Map<string, bigint>();
  for (const [key, amount] of amounts) sum.set(key, (sum.get(key) ?? 0n) + amount);
  return new Map([...sum].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}
