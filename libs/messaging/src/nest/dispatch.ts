import type { EntityManager } from 'typeorm';
import type { EventCatalogue, EventDescription, PayloadClass } from '../catalogue.js';
import type { DecodedDelivery, EventConsumer } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';
import { Permanent } from '../errors.js';

/** A handler found on a provider. */
export interface FoundHandler {
  /** `OrderLedgerHandlers.book`, for messages. */
  readonly name: string;
  readonly payloads: readonly PayloadClass[];
  readonly batch: boolean;
  readonly call: (tx: EntityManager, argument: unknown) => Promise<void>;
}

/**
 * One consumer per stream from the handlers of a service. Throws, naming every fault, when two handlers take the same
 * event, or a handled class is no event or has no rules: the program then does not start.
 */
export function consumersOf(
  service: string,
  handlers: readonly FoundHandler[],
  catalogue: EventCatalogue,
): EventConsumer[] {
  const byType = new Map<string, FoundHandler>();
  const descriptions: EventDescription[] = [];
  const faults: string[] = [];
  for (const handler of handlers) {
    for (const payload of handler.payloads) {
      try {
        const description = catalogue.describe(payload);
        const other = byType.get(description.type);
        if (other) faults.push(`${description.type} is handled by both ${other.name} and ${handler.name}`);
        byType.set(description.type, handler);
        descriptions.push(description);
      } catch (error) {
        faults.push(`${handler.name}: ${(error as Error).message}`);
      }
    }
  }
  if (faults.length > 0) throw new Error(`Handlers of ${service} are not sound:\n  ${faults.join('\n  ')}`);
  const streams = [...new Set(descriptions.map(({ stream }) => stream))].sort();
  return streams.map((stream) => ({
    kind: 'events',
    name: service,
    sources: [{ stream, subjects: subjectsOf(descriptions, stream) }],
    admit: (envelope) => admit(envelope, byType, catalogue),
    handle: (tx, batch) => dispatch(tx, batch, byType),
  }));
}

function subjectsOf(descriptions: readonly EventDescription[], stream: string): string[] {
  return [...new Set(descriptions.filter((one) => one.stream === stream).map(({ subject }) => subject))].sort();
}

function admit(envelope: EventEnvelope, byType: ReadonlyMap<string, FoundHandler>, catalogue: EventCatalogue): void {
  if (!byType.has(envelope.type)) throw new Permanent(`no handler for ${envelope.type}: unknown version of this event`);
  const faults = catalogue.faultsOf(envelope.type, envelope.data);
  if (faults.length > 0) throw new Permanent(`invalid ${envelope.type}: ${faults.join('; ')}`);
}

async function dispatch(
  tx: EntityManager,
  batch: readonly DecodedDelivery[],
  byType: ReadonlyMap<string, FoundHandler>,
): Promise<void> {
  const groups = new Map<FoundHandler, EventEnvelope[]>();
  for (const { envelope } of batch) {
    const handler = byType.get(envelope.type)!;
    const group = groups.get(handler);
    if (group) group.push(envelope);
    else groups.set(handler, [envelope]);
  }
  for (const [handler, events] of groups) {
    if (handler.batch) await handler.call(tx, events);
    else for (const event of events) await handler.call(tx, event);
  }
}
