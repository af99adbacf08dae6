import 'reflect-metadata';
import type { EventClass, RegisteredEvent } from './event-class.js';
import { EventRegistry } from './event-registry.js';

/** The events of the product. Specs that need events of their own make a registry of their own. */
export const registry = new EventRegistry();

/**
 * Declares a class as an event. The type is `vw.<stream>.<entity>.<event>.v<n>` and names must be unique; a fault throws
 * while the module loads, so that no service starts with a broken catalogue.
 */
export function Event(type: string, summary: string): (target: EventClass) => void {
  return registry.event(type, summary);
}

/**
 * Registers, beside the newer class, how a payload of version n becomes one of version n + 1:
 *
 *     upcaster(OrderPaidV1, OrderPaid, 'currency was always USD', (old) => ({ ...old, currency: 'USD' }));
 */
export function upcaster<From extends object, To extends object>(
  from: EventClass<From>,
  to: EventClass<To>,
  summary: string,
  convert: (old: From) => To,
): void {
  registry.upcaster(from, to, summary, convert);
}

/** The registered event of a class; throws when the class was never declared with `@Event`. */
export function eventOf<T extends object>(eventClass: EventClass<T>): RegisteredEvent<T> {
  return registry.of(eventClass);
}

export function eventOfType(type: string): RegisteredEvent | undefined {
  return registry.ofType(type);
}

/** Every declared event, ordered by type. */
export function allEvents(): RegisteredEvent[] {
  return registry.all();
}
