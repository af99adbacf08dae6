import type { EntityManager } from 'typeorm';

/** Which keys are those of spends that were settled, and so are booked. */
export abstract class SettledSpends {
  abstract among(tx: EntityManager, keys: readonly string[]): Promise<ReadonlySet<string>>;
}
