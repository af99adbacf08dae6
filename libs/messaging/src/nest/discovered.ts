import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { ConsumerDefinition } from '../consume/consumer-definition.js';
import { answerersOf, type Answerer } from '../requests/answerers.js';
import type { FoundHandler } from './dispatch.js';
import { CONSUMES_RAW, HANDLES, type HandlerMetadata, type RawConsumerMetadata, type RawHandler } from './handles.js';
import { READ_MODEL, readModelConsumer, SIDE_EFFECT, type ReadModelMetadata } from './read-model.js';

type Call = (tx: EntityManager, argument: unknown) => Promise<void>;

/** What the decorators of this package mark on the application's providers. */
@Injectable()
export class Discovered {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  handlers(service: string): FoundHandler[] {
    return this.instances().flatMap((instance) => {
      const prototype = Object.getPrototypeOf(instance) as object;
      const model = readModelOf(instance);
      const consumer = model ? readModelConsumer(service, model.name) : service;
      return this.scanner.getAllMethodNames(prototype).flatMap((method): FoundHandler[] => {
        const metadata = Reflect.getMetadata(HANDLES, prototype, method) as HandlerMetadata | undefined;
        if (!metadata) return [];
        const handle = (instance as Record<string, Call>)[method]!;
        return [
          {
            name: `${instance.constructor.name}.${method}`,
            ...metadata,
            consumer,
            isReadModel: model !== undefined,
            isSideEffect: Reflect.getMetadata(SIDE_EFFECT, prototype, method) === true,
            call: (tx, argument) => handle.call(instance, tx, argument),
          },
        ];
      });
    });
  }

  readModels(): ReadModelMetadata[] {
    return this.instances().flatMap((instance) => readModelOf(instance) ?? []);
  }

  rawConsumers(): ConsumerDefinition[] {
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

  answerers(): Answerer[] {
    return answerersOf(this.instances());
  }

  private instances(): object[] {
    // A set: one instance may have several tokens.
    const found = new Set(this.discovery.getProviders().map((wrapper) => wrapper.instance as unknown));
    return [...found].filter((one): one is object => typeof one === 'object' && one !== null && !Array.isArray(one));
  }
}

const readModelOf = (instance: object): ReadModelMetadata | undefined =>
  Reflect.getMetadata(READ_MODEL, instance.constructor) as ReadModelMetadata | undefined;
