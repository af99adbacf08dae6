import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  ReplayPolicy,
  type Consumer,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { CONSUMER_FORGOTTEN_AFTER_MS } from '../replay-limits.js';

/** Where reading begins: at the first message, at a sequence, or with what was stored at a time or later. */
export type StreamStart = 'beginning' | { readonly sequence: number } | { readonly time: Date };

/**
 * The one name under which a service may read a stream a second time; the broker's permissions know it. One replay at a time
 * makes one name enough.
 */
export const replayConsumerName = (service: string): string => `${service}_replay`;

/**
 * Makes the consumer of a replay on a stream, in the place of one that a dead replay left. It lives in the broker's memory
 * and counts nothing as pending: who reads it knows the place where it is, and makes it anew from there.
 */
export async function makeReplayConsumer(
  client: JetStreamClient,
  manager: JetStreamManager,
  settings: { stream: string; name: string; subjects: readonly string[]; start: StreamStart },
): Promise<{ consumer: Consumer; pending: number; firstSequence: number }> {
  const { stream, name, subjects, start } = settings;
  await removeReplayConsumer(manager, stream, name);
  const info = await manager.consumers.add(stream, {
    // With several filters only the request for a durable names its consumer, and the broker's permissions are by name.
    durable_name: name,
    ack_policy: AckPolicy.None,
    replay_policy: ReplayPolicy.Instant,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: nanos(CONSUMER_FORGOTTEN_AFTER_MS),
    ...filterOf(subjects),
    ...policyOf(start),
  });
  const consumer = await client.consumers.get(stream, name);
  return { consumer, pending: info.num_pending, firstSequence: info.delivered.stream_seq + 1 };
}

/** Removes it; it need not be there, nor the stream. */
export async function removeReplayConsumer(manager: JetStreamManager, stream: string, name: string): Promise<void> {
  try {
    await manager.consumers.delete(stream, name);
  } catch (error) {
    const missing: readonly number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.ConsumerNotFound];
    if (!(error instanceof JetStreamApiError) || !missing.includes(error.code)) throw error;
  }
}

/** The broker's permissions tell the two forms apart: the client asks for them on different subjects. */
function filterOf(subjects: readonly string[]) {
  const [only] = subjects;
  if (only === undefined) return {};
  return subjects.length === 1 ? { filter_subject: only } : { filter_subjects: [...subjects] };
}

function policyOf(start: StreamStart) {
  if (start === 'beginning') return { deliver_policy: DeliverPolicy.All };
  if ('sequence' in start) return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: start.sequence };
  return { deliver_policy: DeliverPolicy.StartTime, opt_start_time: start.time.toISOString() };
}
