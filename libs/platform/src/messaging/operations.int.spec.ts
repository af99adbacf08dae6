import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { OutboxUnparked, STREAMS } from '@vividwalls/events';
import {
  connectBroker,
  Handles,
  messagingTables,
  messagingTablesV2,
  Outbox,
  provisionStreams,
  ReadModel,
  readModelTables,
  UnitOfWork,
  type EventEnvelope,
  type MessagingStatus,
  type ReplayRecord,
} from '@vividwalls/messaging';
import { ensureServiceRoles, migrate, ownerRole, runtimeRole } from '@vividwalls/persistence';
import {
  createTestDatabase,
  eventually,
  freePort,
  startTestNats,
  TEST_ROLE_PASSWORD,
  type NatsServer,
  type TestDatabase,
} from '@vividwalls/testing';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { signInternalToken } from '../auth/internal-token.js';
import { bootstrap, type RunningService } from '../bootstrap.js';
import { ServiceConfig } from '../config/service-config.js';
import { defineService } from '../service-definition.js';
import type { Republication } from './republisher.js';

/** A service and a durable that the broker knows; what they do here is made up. */
const SERVICE = 'gateway';
const SECRET = 'a secret of more than thirty-two characters';
const REASON = 'the disk was lost';

class Tables1700000000000 implements MigrationInterface {
  name = 'Tables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    const role = runtimeRole(SERVICE);
    const statements = [
      ...messagingTables(role),
      ...messagingTablesV2(role),
      'CREATE TABLE attempts (service text PRIMARY KEY, count int NOT NULL)',
      `GRANT SELECT, INSERT, UPDATE ON attempts TO ${role}`,
      ...readModelTables({ schema: SERVICE, role, models: [{ name: 'dead-letters', tables: ['attempts'] }] }),
    ];
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

@Injectable()
@ReadModel({ name: 'dead-letters', tables: ['attempts'] })
class RetryAttempts {
  @Handles(OutboxUnparked)
  async count(tx: EntityManager, event: EventEnvelope<OutboxUnparked>): Promise<void> {
    const { service, reason } = event.data;
    if (reason === 'poison') throw new Error('this one never works');
    await tx.query(`INSERT INTO attempts AS a VALUES ($1, 1) ON CONFLICT (service) DO UPDATE SET count = a.count + 1`, [
      service,
    ]);
  }
}

@Module({ providers: [RetryAttempts] })
class RetriesModule {}

describe('the operators’ door', () => {
  let database: TestDatabase;
  let nats: NatsServer;
  let service: RunningService;
  let token: string;

  beforeAll(async () => {
    [database, nats] = await Promise.all([createTestDatabase('operations'), startTestNats()]);
    const password = TEST_ROLE_PASSWORD;
    await ensureServiceRoles(database.adminUrl, [{ schema: SERVICE, password, ownerPassword: password }]);
    await migrate({ url: database.url(ownerRole(SERVICE)), schema: SERVICE, migrations: [Tables1700000000000] });
    const admin = await connectBroker({ url: nats.url, name: 'spec' });
    await provisionStreams(admin, STREAMS);
    await admin.close();
    const env = {
      VW_SERVICE_PORT: String(await freePort()),
      VW_INTERNAL_SECRET: SECRET,
      DATABASE_URL: database.url(runtimeRole(SERVICE)),
      NATS_URL: nats.userUrl(SERVICE),
      LOG_LEVEL: 'silent',
    };
    const definition = defineService({ name: SERVICE, config: ServiceConfig, features: [RetriesModule] });
    service = await bootstrap(definition, { env, ownsProcess: false });
    token = await tokenOf([`${SERVICE}:read`, `${SERVICE}:operate`]);
  }, 60_000);
  afterAll(async () => {
    await service?.close();
    await nats?.stop();
    await database?.drop();
  });

  const tokenOf = (scopes: string[]) => signInternalToken({ actor: 'user:operator', scopes }, SECRET, new Date());

  async function ask<T>(method: string, path: string, body?: object, headers: object = {}) {
    const response = await fetch(`${service.url}/api/${SERVICE}/messaging/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T & { detail?: string; faults?: string[] } };
  }

  /** Events that the read model counts, through this service's own outbox. */
  async function happen(n: number, reason = REASON): Promise<void> {
    const [outbox, unitOfWork] = [service.app.get(Outbox), service.app.get(UnitOfWork)];
    const event = (outboxId: number) => ({
      event: OutboxUnparked,
      subject: 'x',
      data: { service: 'orders', outboxId: String(outboxId), messageId: 'm', reason },
    });
    await unitOfWork.run((tx) =>
      outbox.append(
        tx,
        Array.from({ length: n }, (_, index) => event(index + 1)),
      ),
    );
  }

  const query = <T>(sql: string) => service.app.get(DataSource).query<T[]>(sql);
  const counted = () => query<{ count: number }>(`SELECT count FROM attempts WHERE service = 'orders'`);
  const appended = (type: string) =>
    query<{ payload: string }>(`SELECT payload FROM outbox WHERE subject = 'vw.operations.${type}' ORDER BY id`).then(
      (rows) => rows.map(({ payload }) => JSON.parse(payload) as { actor: string; data: Record<string, unknown> }),
    );

  async function ended(id: string): Promise<ReplayRecord> {
    return eventually(async () => {
      const { body } = await ask<ReplayRecord>('GET', `replays/${id}`);
      expect(body.endedAt).not.toBeNull();
      return body;
    });
  }

  it('shows what relay and consumers do', async () => {
    await happen(3);
    await eventually(async () => expect(await counted()).toEqual([{ count: 3 }]));
    const { status, body } = await ask<MessagingStatus>('GET', 'status');
    expect(status).toBe(200);
    expect(body).toMatchObject({ service: SERVICE, readModels: ['dead-letters'], relay: { parked: 0 } });
    const [model] = body.consumers.filter(({ isReadModel }) => isReadModel);
    expect(model).toMatchObject({ name: 'gateway_dead_letters', state: 'running', deadLettered: 0 });
    expect(model!.lag!.map(({ stream }) => stream).sort()).toEqual(['OPERATIONS', 'REDRIVE']);
  });

  it('is open to who holds the scope, and to nobody else', async () => {
    const held = token;
    token = await tokenOf([`${SERVICE}:read`]);
    expect((await ask('POST', 'republications', { from: '2026-01-01T00:00:00Z', reason: REASON })).status).toBe(403);
    expect((await ask('GET', 'parked')).status).toBe(200);
    token = await tokenOf(['gateway:operate']);
    expect((await ask('GET', 'status')).status).toBe(403);
    token = held;
  });

  it('rebuilds a read model and tells the record', async () => {
    await query('UPDATE attempts SET count = 1000');
    const asked = { model: 'dead-letters', reason: REASON };
    const key = { 'idempotency-key': 'one' };
    const started = await ask<ReplayRecord>('POST', 'replays', asked, key);
    expect(started).toMatchObject({
      status: 202,
      body: { model: 'dead-letters', from: 'beginning', actor: 'user:operator' },
    });
    const record = await ended(started.body.id);
    expect(record).toMatchObject({ phase: 'done', handled: 3, failed: 0, error: null });
    expect(await counted()).toEqual([{ count: 3 }]);
    expect((await ask<ReplayRecord>('POST', 'replays', asked, key)).body.id).toBe(record.id);
    const { body } = await ask<{ items: ReplayRecord[]; nextCursor?: string }>('GET', 'replays?limit=1');
    expect(body.items.map(({ id }) => id)).toEqual([record.id]);
    expect(await appended('replay.started')).toMatchObject([{ actor: 'user:operator', data: { reason: REASON } }]);
    expect(await appended('replay.ended')).toMatchObject([{ data: { outcome: 'done', handled: 3 } }]);
    expect((await ask('POST', `replays/${record.id}/abort`)).status).toBe(409);
  });

  it('refuses what cannot be replayed, and says what would do', async () => {
    const ofNothing = await ask('POST', 'replays', { model: 'prices', reason: REASON });
    expect(ofNothing).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('this service has: dead-letters') },
    });
    const wrong = await ask('POST', 'replays', { model: 'dead-letters', from: 'yesterday', reason: 'x' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.faults).toEqual([
      expect.stringContaining('from must be "beginning"'),
      expect.stringContaining('reason must be longer'),
    ]);
    expect((await ask('GET', 'replays/019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11')).status).toBe(404);
  });

  it('gives an event that the broker refused another chance', async () => {
    await query(`INSERT INTO outbox_parked (outbox_id, error) SELECT min(id), 'too large' FROM outbox`);
    const { body } = await ask<{ items: { outboxId: string; messageId: string }[] }>('GET', 'parked');
    const [row] = body.items;
    expect(row).toMatchObject({ error: 'too large', subject: 'vw.operations.outbox.unparked' });
    const retried = await ask('POST', `parked/${row!.outboxId}/retry`, { reason: REASON });
    expect(retried).toEqual({ status: 200, body: { messageId: row!.messageId } });
    expect((await appended('outbox.unparked')).at(-1)).toMatchObject({
      actor: 'user:operator',
      data: { service: SERVICE, outboxId: row!.outboxId, reason: REASON },
    });
    for (const id of [row!.outboxId, '0', 'x', '999999']) {
      expect((await ask('POST', `parked/${id}/retry`, { reason: REASON })).status).toBe(404);
    }
  });

  it('lists events whose cause has not come', async () => {
    await query(
      `INSERT INTO waiting (consumer, event_id, stream, stream_created_at, sequence, subject, stored_at, headers, payload,
         attempts, reason, since, until, next_at, tries)
       VALUES ('gateway', 'e-1', 'SHOP', 'then', 7, 'vw.shop.order.paid', now(), '{}', 'no envelope', 0, 'nothing yet',
         '2026-01-01T00:00:00Z', '2026-01-01T00:02:00Z', '2100-01-01T00:00:00Z', 3)`,
    );
    expect(await ask('GET', 'waiting')).toMatchObject({
      status: 200,
      body: {
        items: [
          {
            ...{
              consumer: 'gateway',
              eventId: 'e-1',
              address: 'vw.shop.order.paid',
              type: null,
              reason: 'nothing yet',
            },
            ...{ since: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:02:00.000Z', tries: 3 },
          },
        ],
      },
    });
    expect((await ask('GET', 'waiting?cursor=x')).status).toBe(400);
    await query(`DELETE FROM waiting WHERE event_id = 'e-1'`);
  });

  it('publishes a span of past events again', async () => {
    const from = '2026-01-01T00:00:00Z';
    const dry = await ask<{ total: number }>('POST', 'republications', { from, reason: REASON, dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true } });
    expect(dry.body.total).toBeGreaterThan(3);
    expect(await appended('outbox.republished')).toEqual([]);
    const started = await ask<Republication>('POST', 'republications', { from, reason: REASON });
    expect(started.status).toBe(202);
    const done = await eventually(async () => {
      const { body } = await ask<Republication>('GET', `republications/${started.body.id}`);
      expect(body.state).toBe('done');
      return body;
    });
    expect(done.published).toBe(started.body.total);
    expect(done.duplicates).toBe(done.published);
    expect(await appended('outbox.republished')).toMatchObject([
      { actor: 'user:operator', data: { published: done.published, duplicates: done.published, reason: REASON } },
    ]);
    const none = await ask('POST', 'republications', { from, until: '2025-01-01T00:00:00Z', reason: REASON });
    expect(none).toMatchObject({ status: 422, body: { detail: 'until must be later than from' } });
    expect((await ask('POST', 'republications', { from: '2026-01-01', reason: REASON })).status).toBe(400);
    expect((await ask('POST', `republications/${started.body.id}/abort`)).status).toBe(409);
  });

  it('describes every route for the documents of the whole system, under names of its own', async () => {
    const response = await fetch(`${service.url}/openapi.json`);
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, { operationId: string }>> };
    const operations = Object.entries(paths).filter(([path]) => path.startsWith(`/api/${SERVICE}/messaging`));
    expect(operations).toHaveLength(10);
    for (const [, methods] of operations) {
      for (const { operationId } of Object.values(methods))
        expect(operationId).toMatch(/^Gateway(Messaging|Replays)Controller_/);
    }
  });
});
