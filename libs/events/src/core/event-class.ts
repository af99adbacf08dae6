/** A class of event payloads. Its instances are the `data` of a CloudEvents envelope. */
export type EventClass<T extends object = object> = new () => T;

/** Where and as what an event is published. */
export interface EventDescription {
  /** CloudEvents type with its version: `vw.finance.order.booked.v1`. */
  readonly type: string;
  /** The stream that carries it, in capitals: `FINANCE`. */
  readonly stream: string;
  /** NATS subject, the type without its version: `vw.finance.order.booked`. All versions of an event share it. */
  readonly subject: string;
  /** Schema version, from the type's last part. */
  readonly version: number;
  /** One sentence for the event catalogue. */
  readonly summary: string;
}

export interface RegisteredEvent<T extends object = object> extends EventDescription {
  readonly eventClass: EventClass<T>;
}

const TYPE = /^vw\.([a-z]+)\.([a-z_]+)\.([a-z_]+)\.v([1-9][0-9]*)$/;

/** An event type taken apart; undefined when it is not of the form `vw.<stream>.<entity>.<event>.v<n>`. */
export function readEventType(type: string): Pick<EventDescription, 'stream' | 'subject' | 'version'> | undefined {
  const match = TYPE.exec(type);
  return match
    ? { stream: match[1]!.toUpperCase(), subject: type.slice(0, type.lastIndexOf('.')), version: Number(match[4]) }
    : undefined;
}
