import type { Verification } from '@vividwalls/contracts';
import type { DataSource } from 'typeorm';

/** Keeps a verification in place of the one before, unless that began later. */
export async function keepVerification(dataSource: DataSource, verification: Verification): Promise<void> {
  await dataSource.query(
    `INSERT INTO verification (asked_at, result) VALUES ($1, $2)
     ON CONFLICT (single) DO UPDATE SET asked_at = excluded.asked_at, result = excluded.result
      WHERE verification.asked_at <= excluded.asked_at`,
    [verification.askedAt, JSON.stringify(verification)],
  );
}

/** What the last verification found, whoever asked for it. */
export async function lastVerification(dataSource: DataSource): Promise<Verification | null> {
  const [row] = await dataSource.query<{ result: Verification }[]>('SELECT result FROM verification');
  return row?.result ?? null;
}
