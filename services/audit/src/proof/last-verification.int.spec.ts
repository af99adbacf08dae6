import type { Verification } from '@vividwalls/contracts';
import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import { createTestDatabase, TEST_ROLE_PASSWORD, type TestDatabase } from '@vividwalls/testing';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { keepVerification, lastVerification } from './last-verification.js';

let database: TestDatabase;
let runtime: DataSource;
beforeAll(async () => {
  database = await createTestDatabase('audit');
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'audit', password, ownerPassword: password }]);
  await migrate({ url: database.url('vw_audit_owner'), schema: 'audit', migrations });
  runtime = await createDataSource({ url: database.url('vw_audit'), schema: 'audit' }).initialize();
});
afterAll(async () => {
  await runtime?.destroy();
  await database?.drop();
});

const asked = (at: string): Verification => ({
  ...{ ok: true, events: 3, head: 'ab'.repeat(32), streams: [], faults: [], whole: [], givenUpAt: null },
  ...{ askedAt: `2026-11-22T${at}:00.000Z`, askedBy: 'user:owner', tookMs: 12 },
});

it('is not known before anybody asks, then the newest, in whatever order they end', async () => {
  expect(await lastVerification(runtime)).toBeNull();
  await keepVerification(runtime, asked('10:00'));
  await keepVerification(runtime, asked('12:00'));
  await keepVerification(runtime, asked('11:00'));
  expect(await lastVerification(runtime)).toEqual(asked('12:00'));
});
