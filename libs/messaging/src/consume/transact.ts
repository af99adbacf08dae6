import { processSpan } from '../telemetry/process-span.js';
import type { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import type { EntityManager } from 'typeorm';
import type { ConsumerDefinition, Delivery } from './consumer-definition.js';
import type { ConsumerSettings } from './consumer-settings.js';
import { handleOnce } from './handle-once.js';

export interface Attempt {
  readonly definition: ConsumerDefinition;
  readonly deliveries: readonly Delivery[];
  /** How often the batch was halved on the way here. */
  readonly depth: number;
}

/** Work to do in the same transaction, after the deliveries were handled. */
type Afterwards = (tx: EntityManager) => Promise<void>;

/**
 * One attempt to handle deliveries: one transaction, one span, one measurement.
 * @returns how many were repeats
 */
export async function transact(
  { dataSource, announcer, now }: Pick<ConsumerSettings, 'dataSource' | 'announcer' | 'now'>,
  { tracing, metrics }: MessagingTelemetry,
  { definition, deliveries, depth }: Attempt,
  afterwards: Afterwards,
): Promise<number> {
  const consumer = definition.name;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const repeated = new Map<string, number>();
  try {
    const repeats = await processSpan(tracing, { consumer, deliveries, depth }, (span) =>
      dataSource.transaction(async (tx) => {
        const begin = (due: readonly Delivery[]) => {
          span.handling(due);
          metrics.begun(consumer, due, now());
          for (const [stream, count] of missing(deliveries, due)) repeated.set(stream, count);
        };
        const found = await handleOnce(tx, definition, deliveries, announcer, begin);
        await afterwards(tx);
        return found;
      }),
    );
    metrics.processed(consumer, seconds());
    for (const [stream, count] of repeated) metrics.repeated(consumer, stream, count);
    return repeats;
  } catch (error) {
    metrics.processed(consumer, seconds(), error);
    throw error;
  }
}

/** How many of each stream's deliveries are not due: repeats. */
function missing(deliveries: readonly Delivery[], due: readonly Delivery[]): Map<string, number> {
  const counts = new Map<string, number>();
  if (due.length === deliveries.length) return counts;
  for (const { stream } of deliveries) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  for (const { stream } of due) counts.set(stream, (counts.get(stream) ?? 0) - 1);
  return counts;
}
