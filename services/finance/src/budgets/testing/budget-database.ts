import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { Outbox, type UnitOfWork } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { DataSource, EntityManager } from 'typeorm';
import type { GovernanceStandIn } from '../../approvals/testing/governance-stand-in.js';
import { LeaveOffice } from '../../approvals/testing/leave-office.js';
import { Journal } from '../../journal/journal.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { BudgetBook } from '../budget-book.js';
import { BudgetDesk } from '../budget-desk.js';
import { BudgetTransfers } from '../budget-transfers.js';
import { DailyDesk } from '../daily-desk.js';
import { DayOpener } from '../day-opener.js';
import { SettleDesk } from '../spend/settle-desk.js';
import { SpendAnswers } from '../spend/spend-answers.js';
import { SpendEffect } from '../spend/spend-effect.js';
import { SpendDesk } from '../spend/spend-desk.js';
import { TransferEffect } from '../transfer-effect.js';

/** A clock that stands until it is moved. */
export class HandClock extends Clock {
  constructor(private at = new Date('2026-11-24T12:00:00.000Z')) {
    super();
  }

  now(): Date {
    return this.at;
  }

  set(instant: string): void {
    this.at = new Date(instant);
  }

  passS(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

/** Everything of budgets as one process of the service has it, without HTTP and broker. */
export interface BudgetOffice {
  readonly dataSource: DataSource;
  readonly desk: BudgetDesk;
  readonly dailies: DailyDesk;
  readonly transfers: BudgetTransfers;
  readonly spends: SpendDesk;
  readonly settling: SettleDesk;
  readonly leave: LeaveOffice;
  readonly answers: SpendAnswers;
}

/**
 * @param clock shared by all offices of a spec
 * @param governance the same for all of them, where they ask it
 */
export function budgetOffice(
  dataSource: DataSource,
  clock: Clock,
  timeZone = 'UTC',
  governance?: GovernanceStandIn,
): BudgetOffice {
  const source = 'vividwalls/finance';
  const outbox = new Outbox({ source, catalogue, extensions: ENVELOPE_EXTENSIONS, now: () => clock.now() });
  // Nothing is relayed here, so that there is nothing to wake.
  const work = { run: <T>(run: (tx: EntityManager) => Promise<T>) => dataSource.transaction(run) } as UnitOfWork;
  const calendar = new ShopCalendar(timeZone);
  const book = new BudgetBook(outbox, clock, calendar);
  const leave = new LeaveOffice(dataSource, clock, governance);
  new TransferEffect(outbox, clock, book, leave.effects);
  new SpendEffect(outbox, clock, calendar, book, leave.effects);
  const days = new DayOpener(outbox, clock, book);
  const spends = new SpendDesk(work, outbox, clock, calendar, book, days, leave.wanted);
  const settling = new SettleDesk(work, outbox, clock, new Journal(outbox, clock, calendar), book, leave.wanted);
  return {
    dataSource,
    spends,
    desk: new BudgetDesk(work, dataSource, outbox, clock, book),
    dailies: new DailyDesk(work, dataSource, clock),
    transfers: new BudgetTransfers(work, clock, leave.wanted),
    settling,
    leave,
    answers: new SpendAnswers(spends, settling),
  };
}

/** One more process of the service on the same database. */
export async function connectOffice(url: string, clock: Clock, poolSize?: number): Promise<BudgetOffice> {
  return budgetOffice(
    await createDataSource({ url, schema: 'finance', ...(poolSize && { poolSize }) }).initialize(),
    clock,
  );
}
