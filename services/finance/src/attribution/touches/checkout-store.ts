import type { EntityManager } from 'typeorm';
import type { BookedBecause } from '../../journal/journal.js';
import { noteArrivals } from './touch-store.js';

/** A checkout names a person by several marks, and so says that they are of one. */
export interface CheckoutTie {
  readonly checkoutId: string;
  readonly createdAt: string;
  readonly keys: readonly string[];
  readonly because: BookedBecause;
}

// Without a unique key, for the reason given in touch-store.ts.
const INSERT = `INSERT INTO checkout_keys (key, checkout_id, created_at)
  SELECT DISTINCT key, checkout_id, created_at
  FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS c (key, checkout_id, created_at)
  WHERE NOT EXISTS (SELECT FROM checkout_keys k WHERE k.key = c.key AND k.checkout_id = c.checkout_id)
  RETURNING checkout_id`;

/** Keeps which marks a checkout joins. One that joins nothing new leaves no note. Two round trips. */
export async function keepCheckouts(tx: EntityManager, checkouts: readonly CheckoutTie[]): Promise<void> {
  const joining = checkouts.filter(({ keys }) => keys.length > 1);
  if (joining.length === 0) return;
  const rows = joining.flatMap(({ checkoutId, createdAt, keys }) =>
    keys.map((key) => ({ key, checkoutId, createdAt })),
  );
  const told = await tx.query<{ checkout_id: string }[]>(INSERT, [
    rows.map(({ key }) => key),
    rows.map(({ checkoutId }) => checkoutId),
    rows.map(({ createdAt }) => createdAt),
  ]);
  const news = new Set(told.map(({ checkout_id }) => checkout_id));
  await noteArrivals(
    tx,
    joining.filter(({ checkoutId }) => news.has(checkoutId)).map(({ keys, because }) => ({ keys, because })),
  );
}
