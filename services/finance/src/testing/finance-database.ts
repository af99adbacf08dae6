import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import {
  createDataSource,
  ensureServiceRoles,
  isInfrastructureFailure,
  migrate,
  ownerRole,
  runtimeRole,
} from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import { createTestDatabase, TEST_ROLE_PASSWORD } from '@vividwalls/testing';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { FinanceConfig } from '../finance.config.js';
import { Journal } from '../journal/journal.js';
import { orderIdOf } from '../order-books/facts-of-event.js';
import { newsOf, type OrderEnvelope } from '../order-books/learned-from.js';
import { OrderBookkeeping } from '../order-books/order-bookkeeping.service.js';
import { RuleBook } from '../order-books/rule-book.js';
import { ShopCalendar } from '../time/shop-calendar.js';

/** When everything in a spec is recorded. */
export const RECORDED_AT = new Date('2026-11-22T12:00:00.000Z');

class FixedClock extends Clock {
  now(): Date {
    return RECORDED_AT;
  }
}

export interface FinanceDatabase {
  /** As the runtime role, with no more rights than the service has. */
  readonly dataSource: DataSource;
  /** As the role that owns the schema. */
  readonly owner: DataSource;
  /** Address for the runtime role. */
  readonly url: string;
  readonly journal: Journal;
  readonly bookkeeping: OrderBookkeeping;
  /** Books events as one batch in one transaction. Returns the number of entries. */
  book(...events: OrderEnvelope[]): Promise<number>;
  drop(): Promise<void>;
}

/** As a consumer does: work that lost a race is done again. */
async function untilThrough<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isInfrastructureFailure(error)) throw error;
    }
  }
}

/** The finance schema in a database of its own, migrated, with its roles. */
export async function createFinanceDatabase(name: string): Promise<FinanceDatabase> {
  const database = await createTestDatabase(name);
  const roles = [{ schema: 'finance', password: TEST_ROLE_PASSWORD, ownerPassword: TEST_ROLE_PASSWORD }];
  await ensureServiceRoles(database.adminUrl, roles);
  await migrate({ url: database.url(ownerRole('finance')), schema: 'finance', migrations });
  const connect = (role: string) => createDataSource({ url: database.url(role), schema: 'finance' }).initialize();
  const [dataSource, owner] = await Promise.all([connect(runtimeRole('finance')), connect(ownerRole('finance'))]);
  const outbox = new Outbox({
    source: 'vividwalls/finance',
    catalogue,
    extensions: ENVELOPE_EXTENSIONS,
    now: () => RECORDED_AT,
  });
  const [clock, calendar] = [new FixedClock(), new ShopCalendar('UTC')];
  const rules = new RuleBook(new FinanceConfig(), calendar);
  const bookkeeping = new OrderBookkeeping(outbox, clock, calendar, rules, { follow: () => Promise.resolve() });
  const journal = new Journal(outbox, clock, calendar);
  return {
    dataSource,
    owner,
    url: database.url(runtimeRole('finance')),
    journal,
    bookkeeping,
    book: async (...events) => {
      const news = events.map((event) => newsOf(orderIdOf(event.data), event));
      return (await untilThrough(() => dataSource.transaction((tx) => bookkeeping.book(tx, news)))).length;
    },
    drop: async () => {
      await Promise.all([dataSource.destroy(), owner.destroy()]);
      await database.drop();
    },
  };
}
