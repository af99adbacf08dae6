import { claimReady } from './claim-tasks.js';
import type { EngineParts } from './engine-parts.js';

/** A task that can't be taken even alone is looked at again after this. */
const UNTAKABLE_AFTER_MS = 60_000;

/** The first of the queue keeps the others from being taken: it comes later, and the log says so. */
export async function putOffFirst({ work, clock, log }: Pick<EngineParts, 'work' | 'clock' | 'log'>): Promise<void> {
  const now = clock.now();
  try {
    await work.run(async (tx) => {
      const [first] = await claimReady(tx, now, 1);
      if (!first) return;
      log.error('a task can’t be taken; it is put off', { taskId: first.id });
      const later = new Date(now.getTime() + UNTAKABLE_AFTER_MS);
      await tx.query('UPDATE tasks SET run_after = $2 WHERE id = $1', [first.id, later]);
    });
  } catch (error) {
    log.error('a task that can’t be taken could not be put off either', { error: (error as Error).message });
  }
}
