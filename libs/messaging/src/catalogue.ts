/** A class of payloads; what a handler names to say which events it takes. */
export type PayloadClass<T extends object = object> = new () => T;

export interface EventDescription {
  readonly type: string;
  readonly stream: string;
  /** NATS subject, without the schema version. */
  readonly subject: string;
  readonly version: number;
}

/** What messaging needs to know about events. The project that owns the classes provides it. */
export interface EventCatalogue {
  /** Throws when the class is no event or has no validation rules. */
  describe(payload: PayloadClass): EventDescription;
  lookup(type: string): EventDescription | undefined;
  /** Faults of a payload, empty when valid. */
  faultsOf(type: string, payload: unknown): string[];
}
