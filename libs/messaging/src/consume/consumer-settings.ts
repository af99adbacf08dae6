import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource } from 'typeorm';
import type { MessagingLog } from '../log.js';
import type { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import type { Announcer } from './handle-once.js';

export interface ConsumerSettings {
  /** Who the dead letters of this consumer are from, and the outbox of its service. */
  readonly announcer: Announcer;
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
  readonly log: MessagingLog;
  readonly now: () => Date;
  /** Called after a batch committed: its outbox rows are there to be relayed. */
  readonly committed: () => void;
  readonly telemetry?: MessagingTelemetry;
  /** Of the durable, where the defaults do not fit. */
  readonly durable?: { readonly ackWaitMs?: number; readonly maxDeliveries?: number };
}
