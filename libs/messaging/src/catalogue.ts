/** A class of payloads; what a handler names to say which events it takes. */
export type PayloadClass<T extends object = object> = new () => T;

export interface EventDescription {
  readonly type: string;
  readonly stream: string;
  /** NATS subject, without the schema version: all versions of an event share it. */
  readonly subject: string;
  readonly version: number;
}

/** What messaging needs to know about events. The project that owns the classes provides it. */
export interface EventCatalogue {
  /** Throws when the class is no event, has no validation rules, or an older version of its event cannot be upcast. */
  describe(payload: PayloadClass): EventDescription;
  /** The event of exactly this type; undefined when the event, or this version of it, is unknown. */
  lookup(type: string): EventDescription | undefined;
  /**
   * The newest version known of the event that a type names, also when the type's own version is unknown: a type that is not
   * found by `lookup` and is of a higher version than this was published by a newer program. Undefined for an unknown event.
   */
  newestOf(type: string): EventDescription | undefined;
  /** Faults of a payload by the rules of its own version, empty when valid. Throws when the type is unknown. */
  faultsOf(type: string, payload: unknown): string[];
  /**
   * A payload without faults as the newest version known has it; the very same payload when it is of that version. The result
   * is valid by the newest version's rules. Throws when the type is unknown, and when an upcaster fails or makes an invalid
   * payload: that is a fault of the program, and trying again does not help.
   */
  upcast(type: string, data: unknown): { readonly type: string; readonly data: unknown };
}
