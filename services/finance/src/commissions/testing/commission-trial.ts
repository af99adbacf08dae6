import { catalogue, ENVELOPE_EXTENSIONS, type AttributionSet } from '@vividwalls/events';
import { Outbox, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { LeaveOffice } from '../../approvals/testing/leave-office.js';
import { Journal } from '../../journal/journal.js';
import { createFinanceDatabase, type FinanceDatabase } from '../../testing/finance-database.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { AttributionHandlers } from '../accruals/attribution.handlers.js';
import { CommissionAccruals } from '../accruals/commission-accruals.service.js';
import { CommissionBooks } from '../accruals/commission-books.js';
import { PayeeLedger } from '../payees/payee-ledger.js';
import { PlanDesk } from '../plans/plan-desk.js';
import type { PlanBody } from '../plans/plan-requests.js';
import type { Plan } from '../plans/plan.js';
import { CommissionRelease } from '../sweep/commission-release.js';
import { CommissionSweeper } from '../sweep/commission-sweeper.js';
import { PeriodGuarantee } from '../sweep/period-guarantee.js';
import { PlanCatchUp } from '../sweep/plan-catch-up.js';
import { StatementClosing } from '../sweep/statement-closing.js';
import { writeCredits, type TrialOrder } from './credited-orders.js';
import { PaymentDesk, type PaymentAsked } from '../statements/payment-desk.js';
import { PaymentEffect } from '../statements/payment-effect.js';
import type { PaymentView } from '../statements/payment-view.js';
import { Payments } from '../statements/payments.js';
import type { KeyedRequest } from '@vividwalls/platform';

/** A clock that a spec sets. */
export class TrialClock extends Clock {
  time = new Date('2026-11-22T12:00:00.000Z');

  now(): Date {
    return this.time;
  }

  /** Noon of a day. */
  setDay(day: string): void {
    this.time = new Date(`${day}T12:00:00.000Z`);
  }
}

/** The shop's owner, who makes plans. */
export const OWNER = { actor: 'user:owner', scopes: ['finance:*'] };

/** Commissions with a database of their own, whose attribution a spec writes. */
export class CommissionTrial {
  readonly clock = new TrialClock();
  readonly calendar = new ShopCalendar('UTC');
  readonly handlers: AttributionHandlers;
  readonly accruals: CommissionAccruals;
  readonly sweeper: CommissionSweeper;
  readonly plans: PlanDesk;
  readonly payments: PaymentDesk;
  readonly leave: LeaveOffice;
  private readonly unitOfWork = {
    run: <T>(work: (tx: EntityManager) => Promise<T>) => this.database.dataSource.transaction(work),
  };

  private constructor(readonly database: FinanceDatabase) {
    const { clock, calendar } = this;
    const outbox = new Outbox({
      source: 'vividwalls/finance',
      catalogue,
      extensions: ENVELOPE_EXTENSIONS,
      now: () => clock.now(),
    });
    const books = new CommissionBooks(outbox, new Journal(outbox, clock, calendar), new PayeeLedger(clock, calendar));
    const unitOfWork = this.unitOfWork as never;
    this.accruals = new CommissionAccruals(books, clock);
    this.handlers = new AttributionHandlers(this.accruals);
    this.sweeper = new CommissionSweeper(
      unitOfWork,
      new PlanCatchUp(this.accruals, clock),
      new CommissionRelease(books, clock, calendar),
      new PeriodGuarantee(books, clock, calendar),
      new StatementClosing(clock, calendar),
      console as never,
    );
    this.plans = new PlanDesk(unitOfWork, outbox, clock, { SHOP_CURRENCY: 'USD' } as never);
    this.leave = new LeaveOffice(database.dataSource, clock);
    new PaymentEffect(books, clock, this.leave.effects);
    this.payments = new PaymentDesk(unitOfWork, clock, this.leave.wanted);
  }

  static async open(name: string): Promise<CommissionTrial> {
    return new CommissionTrial(await createFinanceDatabase(name));
  }

  drop(): Promise<void> {
    return this.database.drop();
  }

  /** Asks that a statement be paid, and two people allow it. @returns what became of it */
  async pay(statementId: string, asked: PaymentAsked = {}, keyed?: KeyedRequest): Promise<PaymentView> {
    const { id } = await this.payments.pay(statementId, asked, OWNER.actor, keyed);
    await this.leave.tend();
    const key = `payment:${id}`;
    if (this.leave.governance.approvals.get(key)?.verdict === 'pending') await this.leave.decide(key, 'approved');
    return this.payment(id);
  }

  async payment(id: string): Promise<PaymentView> {
    return (await new Payments(this.database.dataSource).find(id))!;
  }

  /** Makes a plan and catches up with it. */
  async plan(fields: Partial<PlanBody> = {}): Promise<Plan> {
    const plan = await this.plans.create(
      {
        beneficiary: { kind: 'agent', id: 'sales-director' },
        name: 'Standard',
        validFrom: '2026-11-01',
        ...fields,
      },
      OWNER.actor,
    );
    await this.sweeper.sweep();
    return plan;
  }

  /** Sets the credits of orders and tells of it, all in one batch. */
  async credit(orders: Readonly<Record<string, TrialOrder>>): Promise<void> {
    await this.handle(await this.write(orders));
  }

  /** Sets the credits of orders. The events tell of it and are handled by nobody yet. */
  write(orders: Readonly<Record<string, TrialOrder>>): Promise<EventEnvelope<AttributionSet>[]> {
    return writeCredits(this.database.dataSource, orders, this.clock.now());
  }

  /** As the consumer does: a batch is a transaction. */
  handle(events: readonly EventEnvelope<AttributionSet>[]): Promise<void> {
    return this.database.dataSource.transaction((tx) => this.handlers.accrue(tx, events));
  }

  async query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.database.dataSource.query(sql, parameters);
  }

  /** Balance of an account of the real book, as the journal's own sums have it; debits positive. */
  async balance(account: string, currency = 'USD'): Promise<bigint> {
    const [row] = await this.query<{ balance: string }>(
      `SELECT coalesce(sum(debit_minor - credit_minor), 0) AS balance FROM account_balances
       WHERE book = 'real' AND account = $1 AND currency = $2`,
      [account, currency],
    );
    return BigInt(row!.balance);
  }

  /** Commission of every order, by its id. */
  async commissions(planId?: string): Promise<Record<string, bigint>> {
    const rows = await this.query<{ order_id: string; commission: string }>(
      `SELECT order_id, sum(commission_minor) AS commission FROM commission_accruals
       WHERE $1::uuid IS NULL OR plan_id = $1 GROUP BY order_id ORDER BY order_id`,
      [planId ?? null],
    );
    return Object.fromEntries(rows.map((row) => [row.order_id, BigInt(row.commission)]));
  }

  /** Events of a type in the outbox, in order. */
  async events<T>(type: string): Promise<(EventEnvelope & { data: T })[]> {
    const rows = await this.query<{ payload: string }>(
      `SELECT payload FROM outbox WHERE payload LIKE '%"type":"' || $1 || '"%' ORDER BY id`,
      [type],
    );
    return rows.map(({ payload }) => JSON.parse(payload) as EventEnvelope & { data: T });
  }
}
