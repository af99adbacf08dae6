import 'reflect-metadata';

export const READ_MODEL = 'messaging:read-model';
export const SIDE_EFFECT = 'messaging:side-effect';

export interface ReadModelMetadata {
  /** Unique in its service, lower case with dashes: `dead-letters`. */
  readonly name: string;
  /** Tables that hold nothing but this read model, by their unqualified names. */
  readonly tables: readonly string[];
}

/**
 * A class of handlers that keeps tables which can be rebuilt from events. It gets a durable consumer and an inbox of its
 * own, so that it can fail, lag and be replayed without anybody else. Its statements name tables without a schema: during
 * a replay the same statements write to the tables that are being built beside.
 *
 * What it appends to the outbox, and every method marked with {@link SideEffect}, is suppressed during a replay.
 */
export function ReadModel(metadata: ReadModelMetadata) {
  return (target: abstract new (...dependencies: never[]) => object): void =>
    Reflect.defineMetadata(READ_MODEL, metadata, target);
}

/** A handler of a read model that does something outside of its tables: it is not called during a replay. */
export function SideEffect() {
  return (target: object, key: string | symbol): void => Reflect.defineMetadata(SIDE_EFFECT, true, target, key);
}

/** Durable consumer and inbox of a read model: `gateway_dead_letters`. */
export const readModelConsumer = (service: string, name: string): string => `${service}_${name.replaceAll('-', '_')}`;
