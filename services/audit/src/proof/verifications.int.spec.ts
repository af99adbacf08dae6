import type { Verification } from '@vividwalls/contracts';
import { Clock } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import { createAuditDatabase, type AuditDatabase } from '../testing/audit-database.js';
import { keepVerification, lastVerification } from './last-verification.js';
import { RegularVerification } from './regular-verification.js';
import { Verifications } from './verifications.js';

let database: AuditDatabase;
let runtime: DataSource;
beforeAll(async () => {
  database = await createAuditDatabase();
  runtime = database.dataSource;
});
afterAll(async () => {
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

describe('a record that nobody looks at', () => {
  class HandClock extends Clock {
    at = new Date('2026-12-01T00:00:00.000Z');
    now = () => this.at;
    passHours(hours: number): void {
      this.at = new Date(this.at.getTime() + hours * 3_600_000);
    }
  }
  const clock = new HandClock();
  const said: string[] = [];
  const say = (level: string) => (text: string) => void said.push(`${level}: ${text}`);
  const log = { info: say('info'), warn: say('warn'), error: say('error') };

  it('is verified once a day, and by whom is told', async () => {
    const verifications = new Verifications(runtime, clock);
    const regular = new RegularVerification(verifications, clock, { AUDIT_VERIFY_EVERY_HOURS: 24 }, log);
    expect(await regular.look()).toBe(true);
    expect(await verifications.last()).toMatchObject({
      ok: true,
      askedBy: 'service:audit',
      askedAt: clock.at.toISOString(),
    });
    clock.passHours(23);
    expect(await regular.look()).toBe(false);
    // Whoever did it meanwhile: it need not be done again so soon.
    await verifications.verify('user:owner');
    clock.passHours(23);
    expect(await regular.look()).toBe(false);
    clock.passHours(1);
    expect(await regular.look()).toBe(true);
    expect(await verifications.answer({})).toEqual({
      last: { ok: true, entries: 0, proven: 0, askedAt: clock.at.toISOString() },
      reason: null,
    });
    expect(said).toEqual(Array(2).fill('info: the record was verified: it is whole'));
  });

  it('is left alone where the shop wants that', async () => {
    const verifications = new Verifications(runtime, clock);
    clock.passHours(1_000);
    expect(await new RegularVerification(verifications, clock, { AUDIT_VERIFY_EVERY_HOURS: 0 }, log).look()).toBe(
      false,
    );
  });

  it('keeps nobody waiting who stops the service, and nothing of what was half read', async () => {
    const kept = await lastVerification(runtime);
    const verifications = new Verifications(runtime, clock);
    verifications.beforeApplicationShutdown();
    await expect(verifications.verify('user:owner')).rejects.toThrow('the service stops');
    expect(await lastVerification(runtime)).toEqual(kept);
  });

  it('that is broken is an error in the log', async () => {
    await database.owner.query(`UPDATE head SET hash = decode(repeat('ab', 32), 'hex')`);
    said.length = 0;
    clock.passHours(24);
    const verifications = new Verifications(runtime, clock);
    await new RegularVerification(verifications, clock, { AUDIT_VERIFY_EVERY_HOURS: 24 }, log).look();
    expect(said).toEqual(['error: the record was verified: it is not whole']);
    expect((await verifications.answer({})).last).toMatchObject({ ok: false });
  });
});
