import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import { createTestDatabase, TEST_ROLE_PASSWORD } from '@vividwalls/testing';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import type { EventCatalogue, EventDescription, PayloadClass } from '../../catalogue.js';
import type { EventEnvelope } from '../../envelope.js';
import { Outbox } from '../../outbox/outbox.js';
import { messagingTables, messagingTablesV2 } from '../../tables.js';
import type { LetterJobEndedData, LetterJobStartedData } from '../jobs/job-events.js';
import { LetterDesk, type DeskSettings } from '../letter-desk.js';
import type { LetterDiscardedData, LetterRedrivenData } from '../letter-events.js';
import { findLetter, type Letter } from '../letter-queries.js';
import { applyLetterEvents } from '../letter-store.js';
import { deadLetterTables, lettersByJob } from '../tables.js';
import { NAMESPACE } from './letter-samples.js';

class Redriven {}
class Discarded {}
class JobStarted {}
class JobEnded {}

const NAMES = new Map<PayloadClass, string>([
  [Redriven, 'letter.redriven'],
  [Discarded, 'letter.discarded'],
  [JobStarted, 'job.started'],
  [JobEnded, 'job.ended'],
]);

const describeEvent = (payload: PayloadClass): EventDescription => {
  const subject = `${NAMESPACE}.dlq.${NAMES.get(payload)}`;
  return { type: `${subject}.v1`, stream: 'DLQ', subject, version: 1 };
};

const catalogue: EventCatalogue = {
  describe: describeEvent,
  lookup: () => undefined,
  newestOf: () => undefined,
  faultsOf: (type, data) =>
    type.includes('.letter.') && typeof (data as { consumer?: unknown }).consumer !== 'string'
      ? ['/consumer must be text']
      : [],
  upcast: (type, data) => ({ type, data }),
};

class Tables1 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    const role = 'vw_desk';
    const statements = [
      ...messagingTables(role),
      ...messagingTablesV2(role),
      ...deadLetterTables(role),
      lettersByJob(),
    ];
    for (const statement of statements) await runner.query(statement);
  }
  down(): Promise<void> {
    return Promise.reject(new Error('trial tables go with their database'));
  }
}

/** A row of the outbox. */
export interface Sent {
  readonly messageId: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

/** A desk on a database of its own, as the runtime role. */
export interface DeskTrial {
  readonly dataSource: DataSource;
  /** Address for the runtime role. */
  readonly url: string;
  /** As the administrator, on the same database. */
  readonly adminUrl: string;
  readonly desk: LetterDesk;
  /** What the desk believes the time to be. */
  setNow(now: Date): void;
  apply(...envelopes: EventEnvelope[]): Promise<void>;
  transact<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;
  letter(id: string): Promise<Letter | undefined>;
  sent(): Promise<Sent[]>;
  /** Events among what was sent, oldest first. */
  told(): Promise<EventEnvelope[]>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function startDesk(name: string, rules: Partial<DeskSettings> = {}): Promise<DeskTrial> {
  const database = await createTestDatabase(name);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'desk', password, ownerPassword: password }]);
  await migrate({ url: database.url('vw_desk_owner'), schema: 'desk', migrations: [Tables1] });
  const url = database.url('vw_desk');
  const dataSource = await createDataSource({ url, schema: 'desk' }).initialize();
  let now = new Date('2026-03-01T12:00:00.000Z');
  const desk = new LetterDesk({
    namespace: NAMESPACE,
    outbox: new Outbox({ source: 'trial/desk', catalogue, now: () => now }),
    events: {
      redriven: Redriven as PayloadClass<LetterRedrivenData>,
      discarded: Discarded as PayloadClass<LetterDiscardedData>,
      jobStarted: JobStarted as PayloadClass<LetterJobStartedData>,
      jobEnded: JobEnded as PayloadClass<LetterJobEndedData>,
    },
    faultsOf: () => [],
    verbatim: [],
    now: () => now,
    ...rules,
  });
  const sent = () =>
    dataSource.query<Sent[]>('SELECT event_id AS "messageId", subject, headers, payload FROM outbox ORDER BY id');
  return {
    dataSource,
    url,
    adminUrl: database.adminUrl,
    desk,
    setNow: (instant) => (now = instant),
    apply: (...envelopes) => dataSource.transaction((tx) => applyLetterEvents(tx, NAMESPACE, envelopes)),
    transact: (work) => dataSource.transaction(work),
    letter: (id) => findLetter(dataSource, id),
    sent,
    told: async () =>
      (await sent())
        .filter(({ subject }) => subject.startsWith(`${NAMESPACE}.dlq.`))
        .map(({ payload }) => JSON.parse(payload) as EventEnvelope),
    empty: async () => {
      for (const table of ['dead_letters', 'dead_letter_jobs', 'outbox'])
        await dataSource.query(`DELETE FROM ${table}`);
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
