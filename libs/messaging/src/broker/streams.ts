import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { ACK_WAIT_MS, DUPLICATE_WINDOW_MS, MAX_ACK_PENDING, MAX_DELIVERIES } from '../limits.js';

export interface StreamSettings {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly description: string;
  /** 0 keeps messages for ever. */
  readonly maxAgeMs: number;
  readonly replicas?: number;
}

/** What the broker has differs from what the registry says; each line names one difference. */
export class BrokerMismatch extends Error {
  override readonly name = 'BrokerMismatch';
  constructor(readonly differences: readonly string[]) {
    super(`The broker is not as declared:\n  ${differences.join('\n  ')}`);
  }
}

/**
 * Creates the streams that are missing, reads all of them back, and throws {@link BrokerMismatch} on a difference. A
 * description is only words and is brought up to date; anything else could cost messages, and a person must see it.
 */
export async function provisionStreams(connection: NatsConnection, streams: readonly StreamSettings[]): Promise<void> {
  const manager = await jetstreamManager(connection);
  for (const stream of streams) {
    const { description } = stream;
    if (!(await exists(() => manager.streams.info(stream.name)))) await manager.streams.add(configOf(stream));
    else if ((await manager.streams.info(stream.name)).config.description !== description) {
      await manager.streams.update(stream.name, { description });
    }
  }
  await verifyStreams(connection, streams);
}

/** Compares the broker's streams with their declaration, changing nothing. */
export async function verifyStreams(connection: NatsConnection, streams: readonly StreamSettings[]): Promise<void> {
  const manager = await jetstreamManager(connection);
  const differences: string[] = [];
  for (const stream of streams) {
    const declared: Record<string, unknown> = { ...configOf(stream) };
    const actual = (await manager.streams.info(stream.name)).config as unknown as Record<string, unknown>;
    differences.push(...compare(`stream ${stream.name}`, declared, actual));
  }
  if (differences.length > 0) throw new BrokerMismatch(differences);
}

function configOf(stream: StreamSettings) {
  return {
    name: stream.name,
    subjects: [...stream.subjects],
    description: stream.description,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(stream.maxAgeMs),
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    num_replicas: stream.replicas ?? 1,
    deny_delete: true,
  };
}

export interface DurableSettings {
  readonly stream: string;
  readonly durable: string;
  /** Subjects wanted; none means all of the stream's. */
  readonly filterSubjects: readonly string[];
  /** Other than {@link ACK_WAIT_MS}, for tests that cannot wait that long. */
  readonly ackWaitMs?: number;
  /** Other than {@link MAX_DELIVERIES}. */
  readonly maxDeliveries?: number;
}

/** Creates or updates a durable pull consumer and reads it back; throws {@link BrokerMismatch} when it cannot be as declared. */
export async function provisionDurable(manager: JetStreamManager, settings: DurableSettings): Promise<void> {
  const config = {
    durable_name: settings.durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(settings.ackWaitMs ?? ACK_WAIT_MS),
    max_deliver: settings.maxDeliveries ?? MAX_DELIVERIES,
    max_ack_pending: MAX_ACK_PENDING,
    ...(settings.filterSubjects.length > 0 && { filter_subjects: [...settings.filterSubjects].sort() }),
  };
  const present = await exists(() => manager.consumers.info(settings.stream, settings.durable));
  if (present) await manager.consumers.update(settings.stream, settings.durable, config);
  else await manager.consumers.add(settings.stream, config);
  const actual = (await manager.consumers.info(settings.stream, settings.durable)).config as unknown;
  const differences = compare(`consumer ${settings.durable} on ${settings.stream}`, config, actual as typeof config);
  if (differences.length > 0) throw new BrokerMismatch(differences);
}

function compare(what: string, declared: Record<string, unknown>, actual: Record<string, unknown>): string[] {
  return Object.entries(declared)
    .filter(([key, value]) => JSON.stringify(normal(value)) !== JSON.stringify(normal(actual[key])))
    .map(([key, value]) => `${what}: ${key} is ${JSON.stringify(actual[key])}, declared ${JSON.stringify(value)}`);
}

/** Lists of subjects are sets. */
function normal(value: unknown): unknown {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') && value.length > 1
    ? [...value].sort()
    : value;
}

async function exists(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    const missing: readonly number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.ConsumerNotFound];
    if (error instanceof JetStreamApiError && missing.includes(error.code)) return false;
    throw error;
  }
}
