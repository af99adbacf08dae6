import { catalogue } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { createDataSource, ensureServiceRoles, migrate, ownerRole, runtimeRole } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import { createTestDatabase, TEST_ROLE_PASSWORD } from '@vividwalls/testing';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import type { OrderEnvelope } from '../order-books/learned-from.js';
import { OrderBookkeeping } from '../order-books/order-bookkeeping.service.js';

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
  /** Books events as one batch in one transaction. Returns the number of entries. */
  book(...events: OrderEnvelope[]): Promise<number>;
  drop(): Promise<void>;
}

/** The finance schema in a database of its own, migrated, with its roles. */
export async function createFinanceDatabase(name: string): Promise<FinanceDatabase> {
  const database = await createTestDatabase(name);
  const roles = [{ schema: 'finance', password: TEST_ROLE_PASSWORD, ownerPassword: TEST_ROLE_PASSWORD }];
  await ensureServiceRoles(database.adminUrl, roles);
  await migrate({ url: database.url(ownerRole('finance')), schema: 'finance', migrations });
  const connect = (role: string) => createDataSource({ url: database.url(role), schema: 'finance' }).initialize();
  const [dataSource, owner] = await Promise.all([connect(runtimeRole('finance')), connect(ownerRole('finance'))]);
  const outbox = new Outbox({ source: 'vividwalls/finance', catalogue, now: () => RECORDED_AT });
  const bookkeeping = new OrderBookkeeping(outbox, new FixedClock());
  return {
    dataSource,
    owner,
    url: database.url(runtimeRole('finance')),
    book: async (...events) => (await dataSource.transaction((tx) => bookkeeping.book(tx, events))).length,
    drop: async () => {
      await Promise.all([dataSource.destroy(), owner.destroy()]);
      await database.drop();
    },
  };
}
