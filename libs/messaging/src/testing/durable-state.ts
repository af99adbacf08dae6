import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';

/** What the broker says of a durable of TRIAL. */
export interface DurableState {
  /** Delivered and not answered. */
  readonly ackPending: number;
  /** Not yet delivered. */
  readonly pending: number;
  readonly redelivered: number;
}

export async function durableState(connection: NatsConnection, durable = 'trial'): Promise<DurableState> {
  const info = await (await jetstreamManager(connection)).consumers.info('TRIAL', durable);
  return { ackPending: info.num_ack_pending, pending: info.num_pending, redelivered: info.num_redelivered };
}
