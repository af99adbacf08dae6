import type { EntityManager } from 'typeorm';

const suppressed = new WeakSet<EntityManager>();

/** What is appended to the outbox in this transaction from now on is dropped: a replay tells nobody anything. */
export function suppressOutbox(tx: EntityManager): void {
  suppressed.add(tx);
}

/** Ends {@link suppressOutbox}: one connection serves a replay's transactions and, in the end, the one that tells of it. */
export function restoreOutbox(tx: EntityManager): void {
  suppressed.delete(tx);
}

/** Whether this transaction is a replay's: nothing is told, and no side effect happens. */
export function isSuppressed(tx: EntityManager): boolean {
  return suppressed.has(tx);
}
