import type { Client } from 'pg';
import { drained } from './drained.js';
import type { Verification } from '@vividwalls/contracts';
import { shopBodies } from './shop-bodies.js';
import { startSystem, stopSystems, type System } from './system.js';
import { vw } from './vw.js';

/** Somewhere in the middle: neither the first entry nor the last, whose checks are others. */
const PLACE = 5;

let system: System;
let admin: Client;

beforeAll(async () => {
  system = await startSystem();
  for (const { topic, bytes } of shopBodies()) await system.post(topic, bytes);
  await drained(system);
  admin = await system.db();
}, 120_000);
afterAll(stopSystems, 60_000);

const verify = (): Promise<{ code: number; answer: Verification }> =>
  vw<Verification>(system, ['audit', 'verify', '--json']);

/** Each begins with an untouched chain and ends with it, whether it passed or not. */
async function tampered(statements: readonly string[], check: () => Promise<void>): Promise<void> {
  await admin.query('CREATE TABLE public.chain_before AS TABLE audit.chain');
  await admin.query('CREATE TABLE public.head_before AS TABLE audit.head');
  try {
    for (const statement of statements) await admin.query(statement);
    await check();
  } finally {
    await admin.query('BEGIN');
    await admin.query('DELETE FROM audit.chain');
    await admin.query('INSERT INTO audit.chain TABLE public.chain_before');
    await admin.query('DELETE FROM audit.head');
    await admin.query('INSERT INTO audit.head TABLE public.head_before');
    await admin.query('DROP TABLE public.chain_before, public.head_before');
    await admin.query('COMMIT');
  }
  expect((await verify()).code).toBe(0);
}

async function expectBroken(position: number, reason?: string): Promise<void> {
  const { code, answer } = await verify();
  expect(code).toBe(1);
  expect(answer.ok).toBe(false);
  expect(answer.faults[0]).toMatchObject({ position: String(position), ...(reason && { reason }) });
}

it('finds an untouched record whole', async () => {
  const { code, answer } = await verify();
  expect(code).toBe(0);
  expect(answer).toMatchObject({ ok: true, faults: [] });
  expect(answer.events).toBeGreaterThan(2 * PLACE);
});

// One byte of each kind of column: what is covered by the hash, what it covers before it, and the hash itself.
it.each([
  ['payload', `overlay(payload placing chr(ascii(substr(payload, 30, 1)) # 1) from 30 for 1)`],
  ['subject', `overlay(subject placing '?' from 1 for 1)`],
  ['actor', `overlay(actor placing '?' from 1 for 1)`],
  ['test', `NOT test`],
  ['recorded_at_ms', `recorded_at_ms + 1`],
  ['hash', `set_byte(hash, 7, get_byte(hash, 7) # 1)`],
  ['previous_hash', `set_byte(previous_hash, 0, get_byte(previous_hash, 0) # 128)`],
])('finds one byte changed in %s and names the position', async (column, value) => {
  await tampered([`UPDATE audit.chain SET ${column} = ${value} WHERE position = ${PLACE}`], () => expectBroken(PLACE));
});

it('finds a deleted row and names the position', async () => {
  await tampered([`DELETE FROM audit.chain WHERE position = ${PLACE}`], () => expectBroken(PLACE, 'missing'));
});

it('finds a deleted row though the later ones were moved up', async () => {
  await tampered(
    [
      `DELETE FROM audit.chain WHERE position = ${PLACE}`,
      `UPDATE audit.chain SET position = -position WHERE position > ${PLACE}`,
      `UPDATE audit.chain SET position = -position - 1 WHERE position < 0`,
      `UPDATE audit.head SET position = position - 1`,
    ],
    () => expectBroken(PLACE),
  );
});

it('finds the last row cut off', async () => {
  const { answer } = await verify();
  await tampered([`DELETE FROM audit.chain WHERE position = ${answer.events}`], () =>
    expectBroken(answer.events, 'missing'),
  );
});

it('finds two swapped rows and names the first position', async () => {
  const swap = [
    `UPDATE audit.chain SET position = -1 WHERE position = ${PLACE}`,
    `UPDATE audit.chain SET position = ${PLACE} WHERE position = ${PLACE + 3}`,
    `UPDATE audit.chain SET position = ${PLACE + 3} WHERE position = -1`,
  ];
  await tampered(swap, () => expectBroken(PLACE));
});

it('finds a row that nobody recorded', async () => {
  const { answer } = await verify();
  const beyond = answer.events + 1;
  const columns =
    'stream, nats_subject, test, stored_at_ms, recorded_at_ms, payload, encoding, payload_hash, previous_hash, hash';
  await tampered(
    [
      `INSERT INTO audit.chain (position, stream_created_at, sequence, ${columns})
         SELECT ${beyond}, 'never', 1, ${columns} FROM audit.chain WHERE position = 1`,
    ],
    () => expectBroken(beyond),
  );
});
