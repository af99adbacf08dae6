import { BatchConsumer, OutboxRelay, silentLog, type DecodedDelivery } from '@vividwalls/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { NAMESPACE, type BenchServers } from '../servers/bench-servers.js';
import { benchOutbox, STREAM, SUBJECT, type ThingCounted } from './thing-counted.js';

/** Not woken while an assertion waits: the wait itself takes no time worth counting. */
const LOOK_EVERY_MS = 1;

/** Our relay with its default settings. */
export function benchRelay(servers: Pick<BenchServers, 'databaseUrl' | 'connection'>, dataSource: DataSource) {
  const { databaseUrl, connection } = servers;
  return new OutboxRelay({ service: 'bench', databaseUrl, dataSource, connection, log: silentLog });
}

export interface BenchConsumerOptions {
  readonly name: string;
  readonly maxBatch?: number;
  readonly handle: (tx: EntityManager, batch: readonly DecodedDelivery[]) => Promise<void>;
}

/** Our consumer of the bench's one event. */
export function benchConsumer(
  servers: Pick<BenchServers, 'connection'>,
  dataSource: DataSource,
  { name, maxBatch, handle }: BenchConsumerOptions,
): BatchConsumer {
  return new BatchConsumer(
    {
      kind: 'events',
      name,
      sources: [{ stream: STREAM, subjects: [SUBJECT] }],
      ...(maxBatch && { maxBatch }),
      admit: (envelope) => envelope,
      handle,
    },
    {
      announcer: { identity: { namespace: NAMESPACE, source: 'bench', now }, outbox: benchOutbox },
      dataSource,
      connection: servers.connection,
      log: silentLog,
      now,
      committed: () => undefined,
    },
  );
}

const now = () => new Date();

/** One row per event, all of a batch in one statement. */
export async function writeEffects(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  await tx.query('INSERT INTO effects SELECT * FROM unnest($1::text[], $2::text[], $3::int[])', [
    batch.map(({ envelope }) => envelope.id),
    batch.map(({ envelope }) => (envelope.data as ThingCounted).key),
    batch.map(({ envelope }) => (envelope.data as ThingCounted).amount),
  ]);
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

/** Runs something and gives how long it took, in seconds. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}
