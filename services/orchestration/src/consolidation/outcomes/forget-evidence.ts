import type { EntityManager } from 'typeorm';

/** As far back as the longest window of a threshold; what no gate, threshold or view reads goes then. */
export const EVIDENCE_KEPT_DAYS = 90;

/** A proposal that has not come after so long never will. */
export const TRIALS_KEPT_DAYS = 7;

/** Rows of a table that go in one transaction. */
export const FORGOTTEN_AT_ONCE = 5_000;

const DAY_MS = 86_400_000;

/** What of it may go is said where the functions are made: the service itself can take nothing away. */
const FORGET = `SELECT greatest(forget_arm_outcomes($1, $2), forget_arm_subjects($1, $2), forget_shadow_comparisons($1, $2)) AS most`;

/** An act whose proposal nobody made, a proposal whose act was taken back. */
const FORGET_TRIALS = `DELETE FROM shadow_trials WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM shadow_trials WHERE at < $1 ORDER BY at LIMIT $2))`;

/** Forgets evidence that nobody reads any more, a bounded number of rows. @returns whether there may be more */
export async function forgetEvidence(tx: EntityManager, now: Date, atOnce = FORGOTTEN_AT_ONCE): Promise<boolean> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const [forgotten] = await tx.query<{ most: number }[]>(FORGET, [before(EVIDENCE_KEPT_DAYS), atOnce]);
  const [, trials] = await tx.query<[unknown[], number]>(FORGET_TRIALS, [before(TRIALS_KEPT_DAYS), atOnce]);
  return Math.max(forgotten!.most, trials) >= atOnce;
}
