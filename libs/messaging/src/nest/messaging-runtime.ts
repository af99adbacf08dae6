import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { NatsConnection } from '@nats-io/nats-core';
import { DataSource, type EntityManager } from 'typeorm';
import { BatchConsumer } from '../consume/batch-consumer.js';
import type { ConsumerDefinition } from '../consume/consumer-definition.js';
import { OutboxRelay } from '../outbox/relay.js';
import { consumersOf, type FoundHandler } from './dispatch.js';
import { CONSUMES_RAW, HANDLES, type HandlerMetadata, type RawConsumerMetadata, type RawHandler } from './handles.js';
import type { MessagingSettings } from './messaging.module.js';
import { MESSAGING_SETTINGS, NATS } from './tokens.js';

/** Finds the handlers, starts relay and consumers when the application is up, and drains them when it goes. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly consumers: BatchConsumer[] = [];

  constructor(
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
    @Inject(NATS) readonly connection: NatsConnection,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(OutboxRelay) readonly relay: OutboxRelay,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { service, source, catalogue, log, now, maxBatch } = this.settings;
    const definitions: ConsumerDefinition[] = [
      ...consumersOf(service, this.findHandlers(), catalogue),
      ...this.findRawConsumers(),
    ];
    this.relay.start();
    for (const definition of definitions) {
      const consumer = new BatchConsumer(
        { maxBatch, ...definition },
        {
          source,
          dataSource: this.dataSource,
          connection: this.connection,
          log,
          now,
          committed: () => this.relay.wake(),
        },
      );
      await consumer.start();
      this.consumers.push(consumer);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await this.relay.stop();
    if (!this.connection.isClosed()) await this.connection.drain();
  }

  private findHandlers(): FoundHandler[] {
    return this.instances().flatMap((instance) => {
      const prototype = Object.getPrototypeOf(instance) as object;
      return this.scanner.getAllMethodNames(prototype).flatMap((method): FoundHandler[] => {
        const metadata = Reflect.getMetadata(HANDLES, prototype, method) as HandlerMetadata | undefined;
        if (!metadata) return [];
        const handle = (instance as Record<string, (tx: EntityManager, argument: unknown) => Promise<void>>)[method]!;
        const name = `${instance.constructor.name}.${method}`;
        return [{ name, ...metadata, call: (tx, argument) => handle.call(instance, tx, argument) }];
      });
    });
  }

  private findRawConsumers(): ConsumerDefinition[] {
    return this.instances().flatMap((instance): ConsumerDefinition[] => {
      const metadata = this.reflector.get<RawConsumerMetadata | undefined>(CONSUMES_RAW, instance.constructor);
      if (!metadata) return [];
      const { name, streams, maxBatch } = metadata;
      const sources = streams.map((stream) => ({ stream, subjects: [] }));
      const handler = instance as RawHandler;
      return [
        { kind: 'raw', name, sources, ...(maxBatch && { maxBatch }), handle: (tx, batch) => handler.handle(tx, batch) },
      ];
    });
  }

  private instances(): object[] {
    const found = this.discovery.getProviders().map((wrapper) => wrapper.instance as unknown);
    return found.filter((one): one is object => typeof one === 'object' && one !== null && !Array.isArray(one));
  }
}
