import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource, EntityManager } from 'typeorm';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { BatchConsumer } from '../consume/batch-consumer.js';
import type { DecodedDelivery, EventConsumer } from '../consume/consumer-definition.js';
import type { ConsumerSettings } from '../consume/consumer-settings.js';
import { Permanent } from '../errors.js';
import { silentLog } from '../log.js';
import { Outbox } from '../outbox/outbox.js';
import { redriveSubject } from '../redrive/redrive-message.js';
import { catalogue, NAMESPACE, DESCRIPTION, type Counted } from './trial-events.js';

const now = () => new Date();

/** Who the core speaks as in a trial. */
export const IDENTITY = { namespace: NAMESPACE, source: 'trial/test', now };

export interface TrialConsumerOptions
  extends Pick<ConsumerSettings, 'durable' | 'telemetry'>, Partial<Pick<ConsumerSettings, 'log'>> {
  /** Of durable and inbox; `trial` when left out. */
  readonly name?: string;
  /** Called before an event takes effect; may throw to make it fail, or take its time. */
  readonly before?: (delivery: DecodedDelivery, tx: EntityManager) => void | Promise<void>;
  readonly maxBatch?: number;
  readonly batchesAtOnce?: number;
  readonly committed?: () => void;
}

export interface TrialConnections {
  readonly dataSource: DataSource;
  readonly connection: NatsConnection;
}

/** Takes the trial's events, and what is redriven to it, into the table `effects`, a row for each time. */
export function effectsConsumer(options: TrialConsumerOptions, connections: TrialConnections): BatchConsumer {
  const { durable, telemetry, log = silentLog, committed = () => undefined } = options;
  const announcer = { identity: IDENTITY, outbox: new Outbox({ source: IDENTITY.source, catalogue, now }) };
  return new BatchConsumer(definitionOf(options), {
    announcer,
    ...connections,
    log,
    now,
    committed,
    ...(durable && { durable }),
    ...(telemetry && { telemetry }),
  });
}

function definitionOf(options: TrialConsumerOptions): EventConsumer {
  const { name = 'trial', before = () => undefined, maxBatch, batchesAtOnce } = options;
  return {
    kind: 'events',
    name,
    sources: [
      { stream: DESCRIPTION.stream, subjects: [DESCRIPTION.subject] },
      { stream: CORE_STREAMS.redrive, subjects: [redriveSubject(NAMESPACE, name)] },
    ],
    ...(maxBatch !== undefined && { maxBatch }),
    ...(batchesAtOnce !== undefined && { batchesAtOnce }),
    admit: (envelope) => {
      const faults = catalogue.faultsOf(envelope.type, envelope.data);
      if (faults.length > 0) throw new Permanent(faults.join());
      return envelope;
    },
    handle: async (tx, batch) => {
      for (const delivery of batch) await before(delivery, tx);
      await writeEffects(tx, batch);
    },
  };
}

async function writeEffects(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  await tx.query('INSERT INTO effects SELECT * FROM unnest($1::text[], $2::text[], $3::int[])', [
    batch.map(({ envelope }) => envelope.id),
    batch.map(({ envelope }) => (envelope.data as Counted).key),
    batch.map(({ envelope }) => (envelope.data as Counted).amount),
  ]);
}
