import { EventSubscriber, type EntityManager, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

const waiting = new WeakMap<QueryRunner, (() => void)[]>();

/**
 * Does something once the transaction is committed: measurements, wake-ups, never a part of the effect, for a crash in between
 * leaves it undone. Nothing is done when the transaction is rolled back; outside of one it is done at once.
 *
 * @param work must not throw
 */
export function afterCommit(tx: EntityManager, work: () => void): void {
  const runner = tx.queryRunner;
  if (!runner?.isTransactionActive) return work();
  const works = waiting.get(runner);
  if (works) works.push(work);
  else waiting.set(runner, [work]);
}

/** Hears the ends of transactions. A savepoint is no end: what waits goes on waiting. */
@EventSubscriber()
export class CommitListener implements EntitySubscriberInterface {
  afterTransactionCommit({ queryRunner }: { readonly queryRunner: QueryRunner }): void {
    if (queryRunner.isTransactionActive) return;
    const works = waiting.get(queryRunner);
    waiting.delete(queryRunner);
    for (const work of works ?? []) work();
  }

  afterTransactionRollback({ queryRunner }: { readonly queryRunner: QueryRunner }): void {
    // What was registered under a savepoint is told apart by nobody, so that all of it goes: it is a measurement at most.
    waiting.delete(queryRunner);
  }
}
