import { jetstreamManager } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { unpublishedRows } from './outboxes.js';
import type { System } from './system.js';

/**
 * A message that a killed consumer held comes back when the broker loses patience with it, 30 seconds after its delivery;
 * what follows from it needs a few more.
 */
const DRAINED_TIMEOUT_MS = 75_000;
const LOOK_INTERVAL_MS = 250;

/** Resolves once nothing is on its way: no service holds an event it has not published or handled. */
export async function drained(system: System): Promise<void> {
  const [database, broker] = await Promise.all([system.db(), system.nats()]);
  const manager = await jetstreamManager(broker);

  /** Ends of all streams when every consumer has handled everything; otherwise who has not. */
  const handled = async (): Promise<{ ends: string } | { waiting: string }> => {
    const ends: string[] = [];
    const waiting: string[] = [];
    for await (const { config, state } of manager.streams.list()) {
      ends.push(`${config.name} ${state.last_seq}`);
      for await (const consumer of manager.consumers.list(config.name)) {
        const { name, num_pending: unread, num_ack_pending: underWay } = consumer;
        if (unread + underWay > 0) waiting.push(`${name} on ${config.name}: ${unread} unread, ${underWay} under way`);
      }
    }
    return waiting.length > 0 ? { waiting: waiting.join('; ') } : { ends: ends.sort().join(', ') };
  };

  await eventually(
    async () => {
      const before = await handled();
      const unpublished = await unpublishedRows(database);
      const after = await handled();
      if ('waiting' in after) throw new Error(after.waiting);
      if (unpublished > 0) throw new Error(`${unpublished} rows of outboxes are not published`);
      // A handler may have written while we looked: only two looks that agree prove rest.
      return 'ends' in before && before.ends === after.ends;
    },
    { timeoutMs: DRAINED_TIMEOUT_MS, intervalMs: LOOK_INTERVAL_MS },
  );
}
