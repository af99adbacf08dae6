import type { EntityManager } from 'typeorm';
import type { EventCatalogue, EventDescription, PayloadClass } from '../catalogue.js';
import type { DecodedDelivery, EventConsumer } from '../consume/consumer-definition.js';
import type { EventEnvelope } from '../envelope.js';
import { Permanent, UnknownVersion } from '../errors.js';
import { isSuppressed } from '../replay/suppressed-transactions.js';

/** A handler found on a provider. */
export interface FoundHandler {
  /** `Reminders.remind`, for messages. */
  readonly name: string;
  readonly payloads: readonly PayloadClass[];
  readonly batch: boolean;
  /** The consumer it belongs to: the service's own, or a read model's. */
  readonly consumer: string;
  readonly isReadModel: boolean;
  /** Does something outside of its read model's tables: left out of a replay. */
  readonly isSideEffect: boolean;
  readonly call: (tx: EntityManager, argument: unknown) => Promise<void>;
}

/** The handlers of one consumer by the type they take, in its newest version. */
type HandlersByType = ReadonlyMap<string, FoundHandler>;

/**
 * One definition per consumer and stream from the handlers of a service. Throws, naming every fault, when two handlers of one
 * consumer take the same event, or a handled class is no event or has no rules: the program then does not start.
 */
export function consumersOf(
  service: string,
  handlers: readonly FoundHandler[],
  catalogue: EventCatalogue,
): EventConsumer[] {
  const faults: string[] = [];
  const consumers = [...new Set(handlers.map(({ consumer }) => consumer))].sort();
  const definitions = consumers.flatMap((consumer) => {
    const own = handlers.filter((handler) => handler.consumer === consumer);
    return definitionsOf(consumer, own, catalogue, faults);
  });
  if (faults.length > 0) throw new Error(`Handlers of ${service} are not sound:\n  ${faults.join('\n  ')}`);
  return definitions;
}

function definitionsOf(
  consumer: string,
  handlers: readonly FoundHandler[],
  catalogue: EventCatalogue,
  faults: string[],
): EventConsumer[] {
  const byType = new Map<string, FoundHandler>();
  const descriptions: EventDescription[] = [];
  for (const handler of handlers) {
    for (const payload of handler.payloads) {
      try {
        const description = catalogue.describe(payload);
        const other = byType.get(description.type);
        if (other) faults.push(`${description.type} is handled by both ${other.name} and ${handler.name}`);
        const newest = catalogue.newestOf(description.type);
        if (newest && newest.type !== description.type) {
          faults.push(`${handler.name} takes ${description.type}, which is brought to ${newest.type}: take that`);
        }
        byType.set(description.type, handler);
        descriptions.push(description);
      } catch (error) {
        faults.push(`${handler.name}: ${(error as Error).message}`);
      }
    }
  }
  const streams = [...new Set(descriptions.map(({ stream }) => stream))].sort();
  return streams.map((stream) => ({
    kind: 'events',
    name: consumer,
    sources: [{ stream, subjects: subjectsOf(descriptions, stream) }],
    isReadModel: handlers.some(({ isReadModel }) => isReadModel),
    admit: (envelope, subject) => admit(envelope, subject, byType, catalogue),
    handle: (tx, batch) => dispatch(tx, batch, byType),
  }));
}

function subjectsOf(descriptions: readonly EventDescription[], stream: string): string[] {
  return [...new Set(descriptions.filter((one) => one.stream === stream).map(({ subject }) => subject))].sort();
}

const VERSION = /\.v(\d+)$/;

/**
 * The envelope with its payload in the newest version. A version from the future is kept out with a reason of its own: the
 * event is fine, this program is too old for it.
 */
function admit(
  envelope: EventEnvelope,
  subject: string,
  byType: HandlersByType,
  catalogue: EventCatalogue,
): EventEnvelope {
  const newest = catalogue.newestOf(envelope.type);
  if (newest && subject !== newest.subject) {
    // Whoever may publish on this subject need not be the one who may speak of such an event.
    throw new Permanent(`${envelope.type} came on the subject ${subject}, which is not its own`);
  }
  const version = Number(VERSION.exec(envelope.type)?.[1] ?? 0);
  if (newest && version > newest.version) {
    throw new UnknownVersion(`${envelope.type} is newer than ${newest.type}, the newest version known here`);
  }
  if (!newest || !catalogue.lookup(envelope.type)) throw new Permanent(`${envelope.type} is not a known event`);
  refuseFaults(envelope.type, envelope.data, catalogue);
  if (newest.type === envelope.type) return known(envelope, byType);
  return known({ ...envelope, ...upcast(envelope, catalogue) }, byType);
}

function upcast({ type, data }: EventEnvelope, catalogue: EventCatalogue) {
  try {
    return catalogue.upcast(type, data);
  } catch (error) {
    throw new Permanent(`${type} cannot be upcast: ${(error as Error).message}`, { cause: error });
  }
}

function refuseFaults(type: string, data: unknown, catalogue: EventCatalogue): void {
  const faults = catalogue.faultsOf(type, data);
  if (faults.length > 0) throw new Permanent(`invalid ${type}: ${faults.join('; ')}`);
}

function known(envelope: EventEnvelope, byType: HandlersByType): EventEnvelope {
  if (!byType.has(envelope.type)) throw new Permanent(`no handler for ${envelope.type}`);
  return envelope;
}

async function dispatch(tx: EntityManager, batch: readonly DecodedDelivery[], byType: HandlersByType): Promise<void> {
  const groups = new Map<FoundHandler, EventEnvelope[]>();
  for (const { envelope } of batch) {
    const handler = byType.get(envelope.type)!;
    const group = groups.get(handler);
    if (group) group.push(envelope);
    else groups.set(handler, [envelope]);
  }
  for (const [handler, events] of groups) {
    if (handler.isSideEffect && isSuppressed(tx)) continue;
    if (handler.batch) await handler.call(tx, events);
    else for (const event of events) await handler.call(tx, event);
  }
}
