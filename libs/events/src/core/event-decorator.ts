import 'reflect-metadata';

/** A class of event payloads. Its instances are the `data` of a CloudEvents envelope. */
export type EventClass<T extends object = object> = new () => T;

/** Where and as what an event is published. */
export interface EventDescription {
  /** CloudEvents type with its version: `vw.finance.order.booked.v1`. */
  readonly type: string;
  /** The stream that carries it, in capitals: `FINANCE`. */
  readonly stream: string;
  /** NATS subject, the type without its version: `vw.finance.order.booked`. */
  readonly subject: string;
  /** Schema version, from the type's last part. */
  readonly version: number;
  /** One sentence for the event catalogue. */
  readonly summary: string;
}

export interface RegisteredEvent<T extends object = object> extends EventDescription {
  readonly eventClass: EventClass<T>;
}

const byType = new Map<string, RegisteredEvent>();
const byClass = new Map<EventClass, RegisteredEvent>();
const TYPE = /^vw\.([a-z]+)\.([a-z_]+)\.([a-z_]+)\.v([1-9][0-9]*)$/;

/**
 * Declares a class as an event. The type is `vw.<stream>.<entity>.<event>.v<n>` and names must be unique; a fault throws
 * while the module loads, so that no service starts with a broken catalogue.
 */
export function Event(type: string, summary: string): (target: EventClass) => void {
  const match = TYPE.exec(type);
  if (!match) throw new Error(`Event type "${type}" is not of the form vw.<stream>.<entity>.<event>.v<n>`);
  return (target) => {
    if (byType.has(type)) throw new Error(`Event type "${type}" is declared twice`);
    const registered: RegisteredEvent = {
      type,
      stream: match[1]!.toUpperCase(),
      subject: type.slice(0, type.lastIndexOf('.')),
      version: Number(match[4]),
      summary,
      eventClass: target,
    };
    byType.set(type, registered);
    byClass.set(registered.eventClass, registered);
  };
}

/** The registered event of a class; throws when the class was never declared with `@Event`. */
export function eventOf<T extends object>(eventClass: EventClass<T>): RegisteredEvent<T> {
  const registered = byClass.get(eventClass as EventClass);
  if (!registered) throw new Error(`${eventClass.name} is not an event: it lacks @Event(type, summary)`);
  return registered as unknown as RegisteredEvent<T>;
}

export function eventOfType(type: string): RegisteredEvent | undefined {
  return byType.get(type);
}

/** Every declared event, ordered by type. */
export function allEvents(): RegisteredEvent[] {
  return [...byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}
