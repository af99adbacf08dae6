import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import {
  createTestDatabase,
  startTestNats,
  TEST_ROLE_PASSWORD,
  type NatsServer,
  type TestDatabase,
} from '@vividwalls/testing';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { connectBroker } from '../broker/connect.js';
import { coreStreams } from '../broker/core-streams.js';
import { provisionStreams } from '../broker/streams.js';
import type { BatchConsumer } from '../consume/batch-consumer.js';
import type { DecodedDelivery } from '../consume/consumer-definition.js';
import { ExhaustedDeliveries } from '../consume/exhausted-deliveries.js';
import { silentLog } from '../log.js';
import { Outbox, type NewEvent } from '../outbox/outbox.js';
import { PublishPipeline } from '../outbox/publish-pipeline.js';
import { OutboxRelay, type RelaySettings } from '../outbox/relay.js';
import { contentsOf, type StoredEvent } from './stream-contents.js';
import { effectsConsumer, IDENTITY, type TrialConnections, type TrialConsumerOptions } from './trial-consumer.js';
import { catalogue, NAMESPACE } from './trial-events.js';
import { EMPTY_TABLES, TrialTables1 } from './trial-tables.js';

export { catalogue, Counted, counted, NAMESPACE } from './trial-events.js';

const STREAMS = [
  { name: 'TRIAL', subjects: ['vw.trial.>'], description: 'TRIAL', maxAgeMs: 0 },
  ...coreStreams(NAMESPACE),
];

/** Everything one messaging spec needs, on a database and a broker of its own. */
export interface Trial {
  readonly database: TestDatabase;
  /** Of the runtime role. */
  readonly databaseUrl: string;
  readonly nats: NatsServer;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly outbox: Outbox;
  /** A pool of its own, of sessions that nobody has used; the caller destroys it. */
  anotherPool(poolSize?: number): Promise<DataSource>;
  /** Another connection to the broker, maybe by another way. */
  connect(url?: string): Promise<NatsConnection>;
  /** Appends events in one transaction. */
  append(events: readonly NewEvent[]): Promise<void>;
  /** Appends events within a transaction and has them written, ids drawn, before its end: a savepoint does that. */
  appendEarly(tx: EntityManager, events: readonly NewEvent[]): Promise<void>;
  /** Publishes events without outbox and relay; their ids. Another suffix makes repeats that the broker cannot know. */
  send(events: readonly NewEvent[], messageIdSuffix?: string): Promise<string[]>;
  relay(settings?: Partial<RelaySettings>): OutboxRelay;
  /** Consumes TRIAL into the table `effects`; `before` may throw to make an event fail. */
  consumer(before?: (delivery: DecodedDelivery) => void | Promise<void>, maxBatch?: number): BatchConsumer;
  /** The same with everything else that may be wished. */
  consumerWith(options: TrialConsumerOptions & Partial<TrialConnections>): BatchConsumer;
  /** What catches the messages that a consumer gave no answer to. */
  net(consumer?: string): ExhaustedDeliveries;
  effects(): Promise<{ event_id: string; key: string }[]>;
  contents(stream: string): Promise<StoredEvent[]>;
  deadLetters(): Promise<{ data: Record<string, never> }[]>;
  /** Stops what was begun; all streams and tables are as at the start. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startTrial(name: string): Promise<Trial> {
  const [database, nats] = await Promise.all([createTestDatabase(name), startTestNats()]);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'trial', password, ownerPassword: password }]);
  await migrate({ url: database.url('vw_trial_owner'), schema: 'trial', migrations: [TrialTables1] });
  const databaseUrl = database.url('vw_trial');
  const dataSource = await createDataSource({ url: databaseUrl, schema: 'trial' }).initialize();
  const connection = await connectBroker({ url: nats.url, name });
  await provisionStreams(connection, STREAMS);
  const outbox = new Outbox({ source: IDENTITY.source, catalogue, now: IDENTITY.now });
  const pipeline = new PublishPipeline(connection);
  const [relays, consumers, nets]: [OutboxRelay[], BatchConsumer[], ExhaustedDeliveries[]] = [[], [], []];
  const connections: NatsConnection[] = [];
  const begun = <T>(list: T[], one: T): T => (list.push(one), one);
  const stop = async () => {
    await Promise.all([...consumers.splice(0), ...nets.splice(0), ...relays.splice(0)].map((one) => one.stop()));
    await Promise.all(connections.splice(0).map((one) => one.close()));
  };
  const trial: Trial = {
    database,
    databaseUrl,
    nats,
    dataSource,
    connection,
    client: jetstream(connection),
    outbox,
    anotherPool: (poolSize) =>
      createDataSource({ url: databaseUrl, schema: 'trial', ...(poolSize && { poolSize }) }).initialize(),
    connect: async (url = nats.url) => begun(connections, await connectBroker({ url, name })),
    append: (events) => dataSource.transaction(async (tx) => void (await outbox.append(tx, events))),
    async appendEarly(tx, events) {
      await outbox.append(tx, events);
      await tx.query('SAVEPOINT written');
    },
    async send(events, messageIdSuffix = '') {
      const sealed = events.map((event) => outbox.seal(event));
      const messages = sealed.map(({ envelope, subject }) => {
        return { messageId: envelope.id + messageIdSuffix, subject, payload: JSON.stringify(envelope), headers: {} };
      });
      const refused = (await pipeline.publishAll(messages)).find(({ kind }) => kind !== 'acknowledged');
      if (refused) throw new Error(`an event of the trial was not taken: ${JSON.stringify(refused)}`);
      return sealed.map(({ envelope }) => envelope.id);
    },
    relay: (settings) =>
      begun(
        relays,
        new OutboxRelay({ service: 'trial', databaseUrl, dataSource, connection, log: silentLog, ...settings }),
      ),
    consumer: (before, maxBatch) =>
      trial.consumerWith({ ...(before && { before }), ...(maxBatch !== undefined && { maxBatch }) }),
    consumerWith({ dataSource: source = dataSource, connection: way = connection, ...options }) {
      return begun(consumers, effectsConsumer(options, { dataSource: source, connection: way }));
    },
    net: (consumer = 'trial') =>
      begun(nets, new ExhaustedDeliveries({ consumer, identity: IDENTITY, connection, dataSource, log: silentLog })),
    effects: () => dataSource.query('SELECT event_id, key FROM effects'),
    contents: (stream) => contentsOf(connection, stream),
    deadLetters: () => contentsOf(connection, 'DLQ'),
    async reset() {
      await stop();
      const manager = await jetstreamManager(connection);
      for await (const { config } of manager.streams.list()) await manager.streams.delete(config.name);
      await provisionStreams(connection, STREAMS);
      await asAdministrator(database, EMPTY_TABLES);
    },
    async close() {
      await stop();
      await connection.close();
      await dataSource.destroy();
      await nats.stop();
      await database.drop();
    },
  };
  return trial;
}

/** Runs statements with every right. */
export async function asAdministrator(database: TestDatabase, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
