import { chartPosition, type AccountCode, type AccountType } from './accounts.js';

/** One line of a journal entry. Debits positive, credits negative, minor units. */
export interface Posting {
  readonly account: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** Sums per account and currency: what an entry will say, or what a set of entries has said. Zero sums are no lines. */
export class Tally {
  private readonly sums = new Map<string, Posting>();

  static of(postings: Iterable<Posting>): Tally {
    const tally = new Tally();
    for (const { account, amountMinor, currency } of postings) tally.add(account, amountMinor, currency);
    return tally;
  }

  debit(account: AccountCode, amountMinor: bigint, currency: string): this {
    return this.add(account, amountMinor, currency);
  }

  credit(account: AccountCode, amountMinor: bigint, currency: string): this {
    return this.add(account, -amountMinor, currency);
  }

  add(account: string, amountMinor: bigint, currency: string): this {
    const key = `${account} ${currency}`;
    const sum = (this.sums.get(key)?.amountMinor ?? 0n) + amountMinor;
    if (sum === 0n) this.sums.delete(key);
    else this.sums.set(key, { account, amountMinor: sum, currency });
    return this;
  }

  plus(other: Tally): Tally {
    return Tally.of([...this.sums.values(), ...other.sums.values()]);
  }

  minus(other: Tally): Tally {
    const difference = Tally.of(this.sums.values());
    for (const { account, amountMinor, currency } of other.sums.values()) {
      difference.add(account, -amountMinor, currency);
    }
    return difference;
  }

  /** Minor units on one account, zero when it has none. */
  on(account: AccountCode, currency: string): bigint {
    return this.sums.get(`${account} ${currency}`)?.amountMinor ?? 0n;
  }

  /** Minor units on all accounts of one type together. */
  ofType(type: AccountType, currency: string): bigint {
    let sum = 0n;
    for (const posting of this.sums.values()) {
      if (posting.currency === currency && posting.account.startsWith(`${type}:`)) sum += posting.amountMinor;
    }
    return sum;
  }

  /** Debits less credits per currency; every currency is zero when this balances. */
  imbalance(currency: string): bigint {
    let sum = 0n;
    for (const posting of this.sums.values()) if (posting.currency === currency) sum += posting.amountMinor;
    return sum;
  }

  get isEmpty(): boolean {
    return this.sums.size === 0;
  }

  get currencies(): string[] {
    return [...new Set([...this.sums.values()].map(({ currency }) => currency))].sort();
  }

  /** The lines of one currency as an entry lists them: debits first, each side in the order of the chart. */
  postings(currency: string): Posting[] {
    return [...this.sums.values()]
      .filter((posting) => posting.currency === currency)
      .sort((a, b) => side(a) - side(b) || chartPosition(a.account) - chartPosition(b.account));
  }
}

function side({ amountMinor }: Posting): number {
  return amountMinor > 0n ? 0 : 1;
}
