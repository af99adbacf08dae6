import type { BookedBecause } from '../../journal/journal.js';
import { versionOf, type Plan, type PlanVersion } from '../plans/plan.js';
import { roomIn } from './accrual.js';
import { restated, type CommissionStep } from './commission-step.js';
import type { OrderCommission, PeriodRow } from './order-commission.js';
import { restatePeriod } from './restate-period.js';
import { toldStep, toldTopUp, type Told } from './told-steps.js';
import { topUpOf } from './top-up.js';

/** Because of what something is looked at again, and when that happened. */
export interface Occasion {
  readonly because: BookedBecause;
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
}

/** An order's commission, and what of the order is credited to the beneficiary now. */
export interface CreditedCommission {
  readonly commission: OrderCommission;
  readonly baseMinor: bigint;
  readonly occasion: Occasion;
}

/** What one batch does to one period of a plan, whose row is locked. */
export class PeriodBatch {
  readonly version: PlanVersion;
  private readonly before: PeriodRow;
  private period: PeriodRow;
  private readonly commissions = new Map<string, OrderCommission>();
  private readonly changed = new Set<string>();
  private readonly steps: { readonly step: CommissionStep; readonly occasion: Occasion }[] = [];

  constructor(
    readonly plan: Plan,
    period: PeriodRow,
    private readonly orders: readonly CreditedCommission[],
  ) {
    this.version = versionOf(plan, period.version);
    this.before = this.period = period;
    for (const { commission } of orders) this.commissions.set(commission.orderId, commission);
  }

  /** Whether an order's credit fell: only then may the cap have room for others. */
  get hasFalls(): boolean {
    return this.orders.some(({ commission, baseMinor }) => baseMinor < commission.accrual.baseMinor);
  }

  get hasRoom(): boolean {
    return roomIn(this.version, this.period) > 0n;
  }

  get key(): PeriodRow {
    return this.period;
  }

  /** Ids of commissions that are known here. */
  get known(): string[] {
    return [...this.commissions.values()].map(({ id }) => id);
  }

  /** Restates the batch's orders, and gives what room there is to others that the cap had cut. */
  restate(cut: readonly OrderCommission[]): void {
    this.apply([...this.orders, ...this.unchanged(cut)]);
  }

  /** Gives what room there still is to further ones. */
  restore(cut: readonly OrderCommission[]): void {
    this.apply(this.unchanged(cut));
  }

  /** Everything that this batch does to the period, once. */
  result(): { readonly told: Told[]; readonly commissions: OrderCommission[]; readonly period?: PeriodRow } {
    const told = this.steps.map(({ step, occasion }) => toldStep(step, occasion.occurredAt, occasion.because));
    const topUp = topUpOf(this.plan, this.version, this.period);
    if (topUp) {
      this.period = topUp.period;
      told.push(toldTopUp(topUp, this.occasion.occurredAt, this.occasion.because));
    }
    const commissions = [...this.changed].map((orderId) => this.commissions.get(orderId)!);
    return { told, commissions, ...(this.period !== this.before && { period: this.period }) };
  }

  private apply(orders: readonly CreditedCommission[]): void {
    const inTime = [...orders].sort(({ commission: a }, { commission: b }) => compare(inOrder(a), inOrder(b)));
    for (const { commission } of inTime)
      this.commissions.set(commission.orderId, this.commissions.get(commission.orderId) ?? commission);
    const occasions = new Map(inTime.map(({ commission, occasion }) => [commission.orderId, occasion]));
    const { accruals, sums } = restatePeriod(
      this.version,
      this.period,
      inTime.map(({ commission: { orderId }, baseMinor }) => ({
        orderId,
        accrual: this.commissions.get(orderId)!.accrual,
        baseMinor,
      })),
    );
    if (accruals.size > 0) this.period = { ...this.period, ...sums };
    for (const [orderId, accrual] of accruals) {
      const standing = { plan: this.plan, version: this.version, commission: this.commissions.get(orderId)! };
      const { commission, step } = restated(standing, accrual);
      this.commissions.set(orderId, commission);
      this.changed.add(orderId);
      if (step) this.steps.push({ step, occasion: occasions.get(orderId)! });
    }
  }

  private unchanged(cut: readonly OrderCommission[]): CreditedCommission[] {
    const { occasion } = this;
    return cut.map((commission) => ({ commission, baseMinor: commission.accrual.baseMinor, occasion }));
  }

  /** What concerns the period as a whole is because of the last order that was told of. */
  private get occasion(): Occasion {
    return this.orders.at(-1)!.occasion;
  }
}

const inOrder = ({ placedOn, orderId }: OrderCommission): string => `${placedOn} ${orderId}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
