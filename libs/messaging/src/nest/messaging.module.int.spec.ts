import { Global, Inject, Injectable, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { migrate } from '@vividwalls/persistence';
import { eventually } from '@vividwalls/testing';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Delivery } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';
import { silentLog } from '../log.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import { provisionRebuildSchema } from '../replay/testing/rebuild-schema.js';
import { readModelTables } from '../replay/tables/read-model-tables.js';
import { durableState } from '../testing/durable-state.js';
import { catalogue, counted, Counted, NAMESPACE, startTrial, type Trial } from '../testing/trial.js';
import { ConsumesRaw, Handles, HandlesBatch, type RawHandler } from './handles.js';
import { MessagingModule } from './messaging.module.js';
import { MessagingRuntime } from './messaging-runtime.js';
import { ReadModel } from './read-model.js';
import { NATS } from './tokens.js';
import { UnitOfWork } from './unit-of-work.js';

const PATIENCE = { timeoutMs: 30_000 };
const MODEL = { name: 'key-sums', tables: ['key_sums'] };

class KeySums1700000000001 implements MigrationInterface {
  name = 'KeySums1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE key_sums (key text PRIMARY KEY, amount bigint NOT NULL)');
    await runner.query('GRANT SELECT, INSERT, UPDATE ON key_sums TO vw_trial');
    const declared = readModelTables({ schema: 'trial', role: 'vw_trial', models: [MODEL] });
    for (const statement of declared) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

@Injectable()
class CountingHandlers {
  @Handles(Counted)
  async count(tx: EntityManager, { id, data }: EventEnvelope<Counted>): Promise<void> {
    await tx.query('INSERT INTO effects VALUES ($1, $2, $3)', [id, data.key, data.amount]);
  }
}

@Injectable()
@ReadModel(MODEL)
class KeySums {
  @HandlesBatch([Counted])
  async add(tx: EntityManager, events: readonly EventEnvelope<Counted>[]): Promise<void> {
    for (const { data } of events) {
      await tx.query(
        `INSERT INTO key_sums AS s VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET amount = s.amount + excluded.amount`,
        [data.key, data.amount],
      );
    }
  }
}

const recorded: Delivery[] = [];

@Injectable()
@ConsumesRaw({ name: 'trial_recorder', streams: ['TRIAL'] })
class Recorder implements RawHandler {
  handle(_tx: EntityManager, deliveries: readonly Delivery[]): Promise<void> {
    recorded.push(...deliveries);
    return Promise.resolve();
  }
}

@Injectable()
class SecondCountingHandlers extends CountingHandlers {
  constructor(@Inject(UnitOfWork) readonly unitOfWork: UnitOfWork) {
    super();
  }
}

describe('a Nest application with messaging', () => {
  let trial: Trial;
  /** Of the application that was made last, also when it did not start. */
  let made: { readonly connection: NatsConnection; readonly relay: OutboxRelay };
  beforeAll(async () => {
    trial = await startTrial('nest messaging');
    await provisionRebuildSchema(trial.database.adminUrl, 'trial');
    const url = trial.database.url('vw_trial_owner');
    await migrate({ url, schema: 'trial', migrations: [KeySums1700000000001] });
  }, 60_000);
  afterEach(async () => {
    if (!made.connection.isClosed()) await made.connection.close();
    recorded.splice(0);
    await trial.reset();
  });
  afterAll(() => trial.close());

  @Global()
  @Module({})
  class DatabaseModule {}

  function application(...providers: Provider[]) {
    const root: DynamicModule = {
      module: class TrialModule {},
      imports: [
        {
          module: DatabaseModule,
          providers: [{ provide: DataSource, useValue: trial.dataSource }],
          exports: [DataSource],
        },
        MessagingModule.forRoot({
          service: 'trial',
          source: `${NAMESPACE}/trial`,
          namespace: NAMESPACE,
          brokerUrl: trial.nats.url,
          databaseUrl: trial.databaseUrl,
          catalogue,
          log: silentLog,
          now: () => new Date(),
        }),
      ],
      providers: [
        {
          provide: 'made',
          inject: [NATS, OutboxRelay],
          useFactory: (connection: NatsConnection, relay: OutboxRelay) => (made = { connection, relay }),
        },
        ...providers,
      ],
    };
    return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  }
  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();
  const subjects = (n: number, prefix = 'k') =>
    counted(n, prefix)
      .map(({ subject }) => subject)
      .sort();

  it('handles what it appended itself, in its handlers, its read model and its recorder, and drains when it goes', async () => {
    const app = await application(CountingHandlers, KeySums, Recorder);
    const outbox = app.get(Outbox);
    await app.get(UnitOfWork).run((tx) => outbox.append(tx, counted(50)));
    await eventually(async () => expect(await keys()).toEqual(subjects(50)), PATIENCE);
    const sum = async () =>
      (await trial.dataSource.query<{ n: string }[]>('SELECT sum(amount) AS n FROM key_sums'))[0]!.n;
    await eventually(async () => expect(await sum()).toBe(String((50 * 49) / 2)), PATIENCE);
    await eventually(() => expect(recorded).toHaveLength(50), PATIENCE);
    expect(recorded.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const names = app.get(MessagingRuntime).consumers.map(({ definition }) => definition.name);
    expect(names.sort()).toEqual(['trial', 'trial_key_sums', 'trial_recorder']);

    await app.close();
    expect(made.relay.state).toBe('stopped');
    expect(made.connection.isClosed()).toBe(true);
    for (const name of names)
      expect(await durableState(trial.connection, name)).toMatchObject({ ackPending: 0, pending: 0 });
  }, 60_000);

  it('takes up after a restart what was appended and published in between, once', async () => {
    const first = await application(CountingHandlers);
    await first.get(UnitOfWork).run((tx) => first.get(Outbox).append(tx, counted(20)));
    await eventually(async () => expect(await keys()).toEqual(subjects(20)), PATIENCE);
    await first.close();
    await trial.append(counted(20, 'between'));
    const second = await application(CountingHandlers);
    await eventually(async () => expect(await keys()).toEqual([...subjects(20, 'between'), ...subjects(20)]), PATIENCE);
    await second.close();
  }, 60_000);

  it('counts a handler once, however many names its provider has', async () => {
    const app = await application(CountingHandlers, { provide: 'alias', useExisting: CountingHandlers });
    await app.close();
  }, 60_000);

  it('does not start when its handlers are not sound, and begins nothing', async () => {
    await expect(application(CountingHandlers, SecondCountingHandlers)).rejects.toThrow(
      'vw.trial.thing.counted.v1 is handled by both CountingHandlers.count and SecondCountingHandlers.count',
    );
    expect(made.relay.state).toBe('stopped');
    const manager = await jetstreamManager(trial.connection);
    expect((await manager.streams.info('TRIAL')).state.consumer_count).toBe(0);
  }, 60_000);
});
