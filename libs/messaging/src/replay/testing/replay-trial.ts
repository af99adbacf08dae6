import { jetstream } from '@nats-io/jetstream';
import { createDataSource, migrate } from '@vividwalls/persistence';
import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { connectBroker } from '../../broker/connect.js';
import { CORE_STREAMS } from '../../broker/core-streams.js';
import { BatchConsumer } from '../../consume/batch-consumer.js';
import type { DecodedDelivery, EventConsumer } from '../../consume/consumer-definition.js';
import { Permanent } from '../../errors.js';
import { silentLog } from '../../log.js';
import { readModelConsumer } from '../../nest/read-model.js';
import { publish } from '../../outbox/publish.js';
import { redriveSubject } from '../../redrive/redrive-message.js';
import { catalogue, Counted, NAMESPACE, startTrial, type Trial } from '../../testing/trial.js';
import type { ArchiveReader } from '../archive-reader.js';
import type { ReplayAct, ReplayRecord, ReplayRequest } from '../replay.js';
import type { ReplayableModel } from '../replayable-model.js';
import { Replays } from '../replays.js';
import { isSuppressed } from '../suppressed-transactions.js';
import { readModelTables } from '../tables/read-model-tables.js';
import { provisionRebuildSchema } from './rebuild-schema.js';

const SERVICE = 'trial';
export const MODEL = 'key-totals';
export const CONSUMER = readModelConsumer(SERVICE, MODEL);
const TABLES = ['totals', 'sightings'];

/** Ends the session that holds the replay's lock. */
export const END_REPLAY_SESSION = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND objid::bigint = hashtext('replay:trial')::bigint & 4294967295`;

/** A read model that shows whatever is lost or counted twice: sums, and a row per event without any key. */
class Totals1700000000001 implements MigrationInterface {
  name = 'Totals1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      'CREATE TABLE totals (key text PRIMARY KEY, amount bigint NOT NULL, events int NOT NULL)',
      'CREATE TABLE sightings (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL)',
      'CREATE INDEX sightings_by_event ON sightings (event_id)',
      'GRANT SELECT, INSERT, UPDATE ON totals, sightings TO vw_trial',
      ...readModelTables({ schema: SERVICE, role: 'vw_trial', models: [{ name: MODEL, tables: TABLES }] }),
    ];
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

/** Holds up what waits for it until it is opened. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

export type Hook = (tx: EntityManager, batch: readonly DecodedDelivery[]) => void | Promise<void>;

/** Totals per key, written so that a second time counts twice. */
async function writeTotals(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  const counted = batch.map(({ envelope }) => envelope.data as Counted);
  await tx.query(
    `INSERT INTO totals AS t
     SELECT key, sum(amount), count(*) FROM unnest($1::text[], $2::int[]) AS new (key, amount) GROUP BY key
     ON CONFLICT (key) DO UPDATE SET amount = t.amount + excluded.amount, events = t.events + excluded.events`,
    [counted.map(({ key }) => key), counted.map(({ amount }) => amount)],
  );
  await tx.query('INSERT INTO sightings (event_id) SELECT unnest($1::text[])', [
    batch.map(({ envelope }) => envelope.id),
  ]);
}

/** A service as far as its read model goes, with connections of its own: it can die. */
export interface TrialService {
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly consumer: BatchConsumer;
  readonly replays: Replays;
  readonly acts: ReplayAct[];
  /**
   * Ends its sessions and connections from outside, whatever it is doing, as a killed process ends them. What is left of the
   * process here can do nothing any more; `replays.settled()` tells when it has noticed.
   */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface TrialServiceOptions {
  /** Before the events of a batch are written, live and in a replay. */
  readonly before?: Hook;
  readonly archive?: ArchiveReader;
  /** In the transaction of an act, the last thing before its commit. */
  readonly announcing?: (act: ReplayAct) => Promise<void>;
  readonly ackWaitMs?: number;
}

export interface ReplayTrial extends Trial {
  service(options?: TrialServiceOptions): Promise<TrialService>;
  /** Puts events into the stream: `key` of each, amount 1; returns their ids. Another suffix makes a repeat. */
  put(ids: readonly string[], messageIdSuffix?: string): Promise<void>;
  /** Runs a replay to its end. */
  replay(service: TrialService, request?: Partial<ReplayRequest>): Promise<ReplayRecord>;
  /** Ids of the events that the live tables hold, in order of id; one that took effect twice is there twice. */
  held(): Promise<string[]>;
  /** Sum of `events` over all keys. */
  counted(): Promise<number>;
  admin<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
}

/** Key of an event id: its first letter, so that many events share a row. */
const keyOf = (id: string): string => id.slice(0, 1);

export async function startReplayTrial(name: string): Promise<ReplayTrial> {
  const trial = await startTrial(name);
  await provisionRebuildSchema(trial.database.adminUrl, SERVICE);
  const ownerUrl = trial.database.url('vw_trial_owner');
  await migrate({ url: ownerUrl, schema: SERVICE, migrations: [Totals1700000000001] });
  const owner = await createDataSource({ url: trial.database.adminUrl, schema: SERVICE, poolSize: 2 }).initialize();
  const services: TrialService[] = [];
  const admin = <T>(sql: string, parameters: readonly unknown[] = []) => owner.query<T[]>(sql, [...parameters]);
  return {
    ...trial,
    admin,
    async service(options = {}) {
      const service = await startService(trial, options, admin);
      services.push(service);
      return service;
    },
    async put(ids, messageIdSuffix = '') {
      const client = jetstream(trial.connection);
      await Promise.all(
        ids.map(async (id) => {
          const data = { key: keyOf(id), amount: 1 };
          const { envelope, subject } = trial.outbox.seal({ event: Counted, subject: keyOf(id), data, id });
          const message = { messageId: id + messageIdSuffix, subject, payload: JSON.stringify(envelope), headers: {} };
          const outcome = await publish(client, message);
          if (outcome.kind !== 'acknowledged') throw new Error(outcome.error);
        }),
      );
    },
    async replay({ replays }, request = {}) {
      const id = await replays.start(MODEL, { from: 'beginning', reason: 'a test', actor: 'user:tester', ...request });
      await replays.settled();
      return (await replays.find(id))!;
    },
    async held() {
      const rows = await trial.dataSource.query<{ event_id: string }[]>(
        'SELECT event_id FROM sightings ORDER BY event_id',
      );
      return rows.map(({ event_id: id }) => id);
    },
    async counted() {
      const rows = await trial.dataSource.query<{ n: string }[]>('SELECT coalesce(sum(events), 0) AS n FROM totals');
      return Number(rows[0]!.n);
    },
    async close() {
      for (const service of services) await service.stop();
      await owner.destroy();
      await trial.close();
    },
  };
}

async function startService(
  trial: Trial,
  { before = () => undefined, archive, ackWaitMs, announcing }: TrialServiceOptions,
  admin: ReplayTrial['admin'],
): Promise<TrialService> {
  const databaseUrl = trial.database.url('vw_trial');
  const dataSource = await createDataSource({ url: databaseUrl, schema: SERVICE, poolSize: 3 }).initialize();
  const connection = await connectBroker({ url: trial.nats.url, name: SERVICE });
  const now = () => new Date();
  const definition: EventConsumer = {
    kind: 'events',
    name: CONSUMER,
    isReadModel: true,
    maxBatch: 50,
    sources: [
      { stream: 'TRIAL', subjects: ['vw.trial.thing.counted'] },
      { stream: CORE_STREAMS.redrive, subjects: [redriveSubject(NAMESPACE, CONSUMER)] },
    ],
    admit: (envelope) => {
      const faults = catalogue.faultsOf(envelope.type, envelope.data);
      if (faults.length > 0) throw new Permanent(faults.join());
      return envelope;
    },
    handle: async (tx, batch) => {
      await before(tx, batch);
      await writeTotals(tx, batch);
    },
  };
  const announcer = { identity: { namespace: NAMESPACE, source: 'trial/test', now }, outbox: trial.outbox };
  const common = { dataSource, connection, log: silentLog, now, committed: () => undefined };
  const durable = ackWaitMs === undefined ? {} : { durable: { ackWaitMs } };
  const consumer = new BatchConsumer(definition, { ...common, announcer, ...durable });
  const acts: ReplayAct[] = [];
  const model: ReplayableModel = { name: MODEL, tables: TABLES, consumer: CONSUMER, definitions: [definition] };
  const replays = new Replays({
    ...common,
    service: SERVICE,
    namespace: NAMESPACE,
    databaseUrl,
    models: [model],
    redriveStream: CORE_STREAMS.redrive,
    archiveOf: (stream) => (stream === 'TRIAL' ? archive : undefined),
    announce: async (tx, act) => {
      if (isSuppressed(tx)) throw new Error('an act would be told to nobody');
      await tx.query('INSERT INTO outbox (event_id, subject, payload) VALUES (gen_random_uuid(), $1, $2)', [
        `vw.trial.replay.${act.kind}`,
        JSON.stringify(act),
      ]);
      acts.push(act);
      await announcing?.(act);
    },
  });
  let isGone = false;
  return {
    dataSource,
    connection,
    consumer,
    replays,
    acts,
    async kill() {
      isGone = true;
      await connection.close();
      // Waits for statements under way, so it must not be waited for here: one of them may be the caller's.
      const closed = dataSource.destroy();
      await admin(END_REPLAY_SESSION);
      closed.catch(() => undefined);
    },
    async stop() {
      await consumer.stop();
      await (isGone ? replays.settled() : replays.stop());
      if (isGone) return;
      isGone = true;
      await connection.close();
      await dataSource.destroy();
    },
  };
}
