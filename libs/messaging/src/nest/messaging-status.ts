import type { JetStreamManager } from '@nats-io/jetstream';
import type { DataSource } from 'typeorm';
import type { BatchConsumer } from '../consume/batch-consumer.js';
import type { OutboxRelay } from '../outbox/relay.js';
import type { BreakerState } from '../requests/breakers.js';

export interface RelayStatus {
  readonly state: string;
  /** Since this process started; other replicas count their own. */
  readonly published: number;
  readonly duplicates: number;
  /** Rows of the outbox neither published nor parked. */
  readonly backlog: number;
  /** Age of the oldest of them, s; null when there is none. */
  readonly oldestAgeS: number | null;
  readonly parked: number;
}

export interface StreamLagStatus {
  readonly stream: string;
  /** Messages not delivered yet. */
  readonly pending: number;
  /** Delivered and not settled, over all replicas. */
  readonly unacknowledged: number;
  /** Of these, so many were delivered before. */
  readonly redelivered: number;
  /** ISO 8601; null when nothing ever was. */
  readonly lastDeliveredAt: string | null;
}

export interface ConsumerStatus {
  readonly name: string;
  readonly isReadModel: boolean;
  readonly state: string;
  readonly handled: number;
  readonly repeats: number;
  readonly retried: number;
  readonly deadLettered: number;
  /** Events that wait for their cause. */
  readonly waiting: number;
  readonly inFlight: { readonly messages: number; readonly bytes: number };
  /** Null when the broker could not be asked: no answer is not zero. */
  readonly lag: readonly StreamLagStatus[] | null;
  /** Why the broker could not be asked; null when it could. */
  readonly lagError: string | null;
}

/** What one process of a service can say of its messaging. */
export interface MessagingStatus {
  readonly service: string;
  readonly relay: RelayStatus;
  readonly consumers: readonly ConsumerStatus[];
  readonly readModels: readonly string[];
  /** Circuit breakers by contract, as far as it was asked. */
  readonly breakers: Readonly<Record<string, BreakerState>>;
}

interface OutboxNumbers {
  readonly backlog: string;
  readonly oldest: string | null;
  readonly parked: string;
}

/** Rows that wait, the age of the oldest, and those set aside. */
export async function outboxNumbers(
  dataSource: DataSource,
): Promise<Omit<RelayStatus, 'state' | 'published' | 'duplicates'>> {
  const [row] = await dataSource.query<OutboxNumbers[]>(
    `SELECT count(*) AS backlog, extract(epoch FROM clock_timestamp() - min(u.created_at)) AS oldest,
            (SELECT count(*) FROM outbox_parked) AS parked
       FROM outbox_unpublished u WHERE NOT EXISTS (SELECT 1 FROM outbox_parked p WHERE p.outbox_id = u.id)`,
  );
  const { backlog, oldest, parked } = row!;
  return { backlog: Number(backlog), oldestAgeS: oldest === null ? null : Number(oldest), parked: Number(parked) };
}

export async function relayStatus(relay: OutboxRelay, dataSource: DataSource): Promise<RelayStatus> {
  const { state, published, duplicates } = relay;
  return { state, published, duplicates, ...(await outboxNumbers(dataSource)) };
}

/** The client's types call it a number; the broker writes a time, and nothing where there was none. */
function instant(lastActive: unknown): string | null {
  return typeof lastActive === 'string' ? new Date(lastActive).toISOString() : null;
}

/** What the broker says of a consumer's durables. */
export function lagOf(manager: JetStreamManager, { definition }: BatchConsumer): Promise<StreamLagStatus[]> {
  return Promise.all(
    definition.sources.map(async ({ stream }) => {
      const info = await manager.consumers.info(stream, definition.name);
      return {
        ...{ stream, pending: info.num_pending, unacknowledged: info.num_ack_pending },
        ...{ redelivered: info.num_redelivered, lastDeliveredAt: instant(info.delivered.last_active) },
      };
    }),
  );
}

export async function consumerStatus(manager: JetStreamManager, consumer: BatchConsumer): Promise<ConsumerStatus> {
  const { definition, state, handled, repeats, retried, deadLettered, waiting, inFlight } = consumer;
  const isReadModel = definition.kind === 'events' && definition.isReadModel === true;
  const counts = { handled, repeats, retried, deadLettered, waiting, inFlight };
  return { name: definition.name, isReadModel, state, ...counts, ...(await lagAsked(manager, consumer)) };
}

async function lagAsked(
  manager: JetStreamManager,
  consumer: BatchConsumer,
): Promise<Pick<ConsumerStatus, 'lag' | 'lagError'>> {
  try {
    return { lag: await lagOf(manager, consumer), lagError: null };
  } catch (error) {
    return { lag: null, lagError: (error as Error).message };
  }
}
