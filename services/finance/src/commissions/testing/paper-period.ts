import type { Terms } from '../plans/terms.js';
import { cutNow, NO_ACCRUAL, type Accrual, type PeriodSums } from '../accruals/accrual.js';
import { restatePeriod } from '../accruals/restate-period.js';

/** A plan's period on paper: the rules without a database, as the service applies them. */
export class PaperPeriod {
  readonly accruals = new Map<string, Accrual>();
  sums: PeriodSums = { baseMinor: 0n, commissionMinor: 0n };
  /** How often an order's credit was seen falling. */
  falls = 0;
  /**
   * How far the period may be from its formula, minor units: of each rise of an order up to one was rounded, which other orders
   * make up for as long as it stands, and do no more when it falls; and the fall itself is rounded.
   */
  roundings = 0n;
  private readonly rises = new Map<string, bigint>();

  constructor(readonly terms: Terms) {}

  /** What the credits of some orders are now, told in one batch. */
  tell(...told: readonly (readonly [orderId: string, baseMinor: bigint])[]): void {
    const now = new Map(told);
    for (const [orderId, baseMinor] of now) this.count(orderId, baseMinor);
    const ids = [...new Set([...this.accruals.keys(), ...now.keys()])].sort();
    const orders = ids.map((orderId) => {
      const accrual = this.of(orderId);
      return { orderId, accrual, baseMinor: now.get(orderId) ?? accrual.baseMinor };
    });
    const { accruals, sums } = restatePeriod(this.terms, this.sums, orders);
    for (const [orderId, accrual] of accruals) this.accruals.set(orderId, accrual);
    this.sums = sums;
  }

  private count(orderId: string, baseMinor: bigint): void {
    const rises = this.rises.get(orderId) ?? 0n;
    if (baseMinor > this.of(orderId).baseMinor) this.rises.set(orderId, rises + 1n);
    if (baseMinor >= this.of(orderId).baseMinor) return;
    this.falls += 1;
    this.roundings += rises + 1n;
  }

  of(orderId: string): Accrual {
    return this.accruals.get(orderId) ?? NO_ACCRUAL;
  }

  get cutMinor(): bigint {
    return [...this.accruals.values()].reduce((sum, accrual) => sum + cutNow(accrual), 0n);
  }
}
