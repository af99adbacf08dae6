import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import {
  createTestDatabase,
  startTestNats,
  TEST_ROLE_PASSWORD,
  type NatsServer,
  type TestDatabase,
} from '@vividwalls/testing';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { connectBroker } from '../broker/connect.js';
import { provisionStreams } from '../broker/streams.js';
import type { EventCatalogue, EventDescription } from '../catalogue.js';
import { BatchConsumer } from '../consume/batch-consumer.js';
import type { DecodedDelivery } from '../consume/consumer-definition.js';
import { Permanent } from '../errors.js';
import { silentLog } from '../log.js';
import { Outbox, type NewEvent } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import { messagingTables } from '../tables.js';

export class Counted {
  key!: string;
  amount!: number;
}

const DESCRIPTION: EventDescription = {
  type: 'vw.trial.thing.counted.v1',
  stream: 'TRIAL',
  subject: 'vw.trial.thing.counted',
  version: 1,
};

export const catalogue: EventCatalogue = {
  describe: () => DESCRIPTION,
  lookup: (type) => (type === DESCRIPTION.type ? DESCRIPTION : undefined),
  faultsOf: (_type, payload) => (typeof (payload as Counted).key === 'string' ? [] : ['/key must be text']),
};

class Tables1 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('vw_trial')) await runner.query(statement);
    await runner.query('CREATE TABLE effects (event_id text NOT NULL, key text NOT NULL, amount int NOT NULL)');
    await runner.query('GRANT SELECT, INSERT ON effects TO vw_trial');
  }
  down(): Promise<void> {
    return Promise.reject(new Error('trial tables go with their database'));
  }
}

const STREAMS = ['TRIAL', 'DLQ'].map((name) => ({
  name,
  subjects: [`vw.${name.toLowerCase()}.>`],
  description: name,
  maxAgeMs: 0,
}));

/** Everything one messaging spec needs, on a database and a broker of its own. */
export interface Trial {
  readonly database: TestDatabase;
  readonly nats: NatsServer;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly outbox: Outbox;
  /** Appends events in one transaction. */
  append(events: readonly NewEvent[]): Promise<void>;
  relay(): OutboxRelay;
  /** Consumes TRIAL into the table `effects`; `before` may throw to make an event fail. */
  consumer(before?: (delivery: DecodedDelivery) => void | Promise<void>, maxBatch?: number): BatchConsumer;
  effects(): Promise<{ event_id: string; key: string }[]>;
  deadLetters(): Promise<{ data: Record<string, never> }[]>;
  close(): Promise<void>;
}

export async function startTrial(name: string): Promise<Trial> {
  const [database, nats] = await Promise.all([createTestDatabase(name), startTestNats()]);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'trial', password, ownerPassword: password }]);
  await migrate({ url: database.url('vw_trial_owner'), schema: 'trial', migrations: [Tables1] });
  const databaseUrl = database.url('vw_trial');
  const dataSource = await createDataSource({ url: databaseUrl, schema: 'trial' }).initialize();
  const connection = await connectBroker({ url: nats.url, name });
  await provisionStreams(connection, STREAMS);
  const client = jetstream(connection);
  const outbox = new Outbox({ source: 'trial/test', catalogue, now: () => new Date() });
  const relays: OutboxRelay[] = [];
  const consumers: BatchConsumer[] = [];
  return {
    database,
    nats,
    dataSource,
    connection,
    client,
    outbox,
    append: (events) => dataSource.transaction(async (tx) => void (await outbox.append(tx, events))),
    relay() {
      const relay = new OutboxRelay({ service: 'trial', databaseUrl, dataSource, connection, log: silentLog });
      relays.push(relay);
      return relay;
    },
    consumer(before = () => undefined, maxBatch) {
      const consumer = new BatchConsumer(
        {
          kind: 'events',
          name: 'trial',
          sources: [{ stream: 'TRIAL', subjects: [DESCRIPTION.subject] }],
          maxBatch,
          admit: ({ type, data }) => {
            const faults = catalogue.faultsOf(type, data);
            if (faults.length > 0) throw new Permanent(faults.join());
          },
          handle: async (tx, batch) => {
            for (const delivery of batch) await before(delivery);
            await writeEffects(tx, batch);
          },
        },
        {
          source: 'trial/test',
          dataSource,
          connection,
          log: silentLog,
          now: () => new Date(),
          committed: () => undefined,
        },
      );
      consumers.push(consumer);
      return consumer;
    },
    effects: () => dataSource.query('SELECT event_id, key FROM effects'),
    async deadLetters() {
      const { jetstreamManager } = await import('@nats-io/jetstream');
      const manager = await jetstreamManager(connection);
      const { state } = await manager.streams.info('DLQ');
      const letters: { data: Record<string, never> }[] = [];
      for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
        letters.push((await manager.streams.getMessage('DLQ', { seq }))!.json());
      }
      return letters;
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await Promise.all(relays.map((relay) => relay.stop()));
      await connection.close();
      await dataSource.destroy();
      await nats.stop();
      await database.drop();
    },
  };
}

async function writeEffects(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  await tx.query('INSERT INTO effects SELECT * FROM unnest($1::text[], $2::text[], $3::int[])', [
    batch.map(({ envelope }) => envelope.id),
    batch.map(({ envelope }) => (envelope.data as Counted).key),
    batch.map(({ envelope }) => (envelope.data as Counted).amount),
  ]);
}

/** n events with keys `k0` … */
export const counted = (n: number, prefix = 'k'): NewEvent[] =>
  Array.from({ length: n }, (_, index) => ({
    event: Counted,
    subject: `${prefix}${index}`,
    data: { key: `${prefix}${index}`, amount: index },
  }));
