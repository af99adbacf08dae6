import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { DataSource } from 'typeorm';
import { connectBroker } from '../broker/connect.js';
import type { EventCatalogue } from '../catalogue.js';
import type { MessagingLog } from '../log.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import type { ArchiveReader } from '../replay/archive-reader.js';
import type { Answerer } from '../requests/answerers.js';
import { Requests } from '../requests/requests.js';
import { MessagingTelemetry } from '../telemetry/messaging-telemetry.js';
import type { TelemetryProviders } from '../telemetry/tracing.js';
import { Discovered } from './discovered.js';
import { MessagingRuntime } from './messaging-runtime.js';
import { JETSTREAM, MESSAGING_SETTINGS, NATS } from './tokens.js';
import { UnitOfWork } from './unit-of-work.js';

export interface MessagingSettings extends TelemetryProviders {
  /** Service name: of the durable consumers, the relay and the inbox. */
  readonly service: string;
  /** CloudEvents source of what this service publishes. */
  readonly source: string;
  /** First word of all subjects and types. */
  readonly namespace: string;
  /** The project's extension attributes with their defaults. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly brokerUrl: string;
  readonly databaseUrl: string;
  readonly catalogue: EventCatalogue;
  readonly log: MessagingLog;
  readonly now: () => Date;
  /** Answers that every service of the project gives, beside those of its own providers. */
  readonly answerers?: (dataSource: DataSource) => readonly Answerer[];
  /** Where the archive behind a stream is; its own outbox, or another service's behind a request. */
  readonly archiveOf?: (means: {
    readonly dataSource: DataSource;
    readonly requests: Requests;
  }) => (stream: string) => ArchiveReader | undefined;
  /** Events handled in one transaction at most; a default fits nearly always. */
  readonly maxBatch?: number;
  /** Batches that each consumer has under way at once; 1 when left out. See the consumer's definition. */
  readonly batchesAtOnce?: number;
}

/**
 * Outbox, relay and consumers of one service. Needs a connected `DataSource` among the application's global providers,
 * and the tables of `messagingTables()` in its schema. Handlers are found by their decorators.
 */
@Global()
@Module({})
export class MessagingModule {
  static forRoot(settings: MessagingSettings): DynamicModule {
    return {
      module: MessagingModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: MESSAGING_SETTINGS, useValue: settings },
        { provide: NATS, useFactory: () => connectBroker({ url: settings.brokerUrl, name: settings.service }) },
        { provide: JETSTREAM, inject: [NATS], useFactory: jetstream },
        // After the providers of telemetry are registered, which happens before any module is made.
        { provide: MessagingTelemetry, useFactory: () => new MessagingTelemetry(settings) },
        {
          provide: Outbox,
          inject: [MessagingTelemetry],
          useFactory: (telemetry: MessagingTelemetry) => new Outbox({ ...settings, telemetry }),
        },
        {
          provide: OutboxRelay,
          inject: [DataSource, NATS, MessagingTelemetry],
          useFactory: (dataSource: DataSource, connection: NatsConnection, telemetry: MessagingTelemetry) =>
            new OutboxRelay({ ...settings, dataSource, connection, telemetry }),
        },
        {
          provide: Requests,
          inject: [NATS],
          useFactory: (connection: NatsConnection) => new Requests({ ...settings, connection }),
        },
        Discovered,
        UnitOfWork,
        MessagingRuntime,
      ],
      exports: [
        MESSAGING_SETTINGS,
        MessagingTelemetry,
        NATS,
        JETSTREAM,
        Outbox,
        OutboxRelay,
        Requests,
        Discovered,
        UnitOfWork,
        MessagingRuntime,
      ],
    };
  }
}
