import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { jetstream } from '@nats-io/jetstream';
import { DataSource } from 'typeorm';
import { connectBroker } from '../broker/connect.js';
import type { EventCatalogue } from '../catalogue.js';
import type { MessagingLog } from '../log.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/relay.js';
import { MessagingRuntime } from './messaging-runtime.js';
import { JETSTREAM, MESSAGING_SETTINGS, NATS } from './tokens.js';
import { UnitOfWork } from './unit-of-work.js';

export interface MessagingSettings {
  /** Service name: of the durable consumers, the relay and the inbox. */
  readonly service: string;
  /** CloudEvents source of what this service publishes. */
  readonly source: string;
  readonly brokerUrl: string;
  readonly databaseUrl: string;
  readonly catalogue: EventCatalogue;
  readonly log: MessagingLog;
  readonly now: () => Date;
  /** Events handled in one transaction at most; a default fits nearly always. */
  readonly maxBatch?: number;
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
        { provide: Outbox, useFactory: () => new Outbox(settings) },
        {
          provide: OutboxRelay,
          inject: [DataSource, NATS],
          useFactory: (dataSource: DataSource, connection: never) =>
            new OutboxRelay({ ...settings, dataSource, connection }),
        },
        UnitOfWork,
        MessagingRuntime,
      ],
      exports: [MESSAGING_SETTINGS, NATS, JETSTREAM, Outbox, OutboxRelay, UnitOfWork, MessagingRuntime],
    };
  }
}
