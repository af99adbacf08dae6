import 'reflect-metadata';
import type { EntityManager } from 'typeorm';
import type { PayloadClass } from '../catalogue.js';
import type { Delivery } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';

export const HANDLES = 'messaging:handles';
export const CONSUMES_RAW = 'messaging:consumes-raw';

export interface HandlerMetadata {
  readonly payloads: readonly PayloadClass[];
  readonly batch: boolean;
}

export interface RawConsumerMetadata {
  readonly name: string;
  readonly streams: readonly string[];
  readonly maxBatch?: number;
}

type SingleHandler<T> = (tx: EntityManager, event: EventEnvelope<T>) => Promise<void>;
type BatchHandler<T> = (tx: EntityManager, events: readonly EventEnvelope<T>[]) => Promise<void>;

/** A method that handles one event in the batch's transaction: `(tx, event) => Promise<void>`. */
export function Handles<T extends object>(payload: PayloadClass<T>) {
  return (target: object, key: string | symbol, _descriptor: TypedPropertyDescriptor<SingleHandler<T>>): void =>
    Reflect.defineMetadata(HANDLES, { payloads: [payload], batch: false } satisfies HandlerMetadata, target, key);
}

/** A method that handles all events of these classes that a batch holds at once, in stream order. */
export function HandlesBatch<C extends readonly PayloadClass[]>(payloads: C) {
  type Payload = InstanceType<C[number]>;
  return (target: object, key: string | symbol, _descriptor: TypedPropertyDescriptor<BatchHandler<Payload>>): void =>
    Reflect.defineMetadata(HANDLES, { payloads, batch: true } satisfies HandlerMetadata, target, key);
}

/** What a class decorated with {@link ConsumesRaw} must offer. It recognises repeats by stream and sequence itself. */
export interface RawHandler {
  handle(tx: EntityManager, deliveries: readonly Delivery[]): Promise<void>;
}

/** A class that takes every message of the streams as it is, whatever it holds. */
export function ConsumesRaw(metadata: RawConsumerMetadata) {
  return (target: new (...dependencies: never[]) => RawHandler): void =>
    Reflect.defineMetadata(CONSUMES_RAW, metadata, target);
}
