import { readEventType, type EventClass, type RegisteredEvent } from './event-class.js';

/** One step of a payload's way to the newest version of its event. */
export interface Upcaster {
  readonly from: RegisteredEvent;
  /** The version after it. */
  readonly to: RegisteredEvent;
  /** What the step does, for the event catalogue. */
  readonly summary: string;
  /** Pure: the old payload stays as it is. */
  readonly convert: (old: object) => object;
}

/**
 * Event classes by type, with the upcasters between their versions.
 *
 * The versions of one event are a chain: v1, v2 … without a gap, each declared after the one before, with one upcaster for
 * each step. What can be refused while modules load is refused then, so that no program starts with a broken catalogue. Only
 * a missing upcaster cannot: it may always be about to come, and is found by {@link assertUpcastable}.
 */
export class EventRegistry {
  readonly #byType = new Map<string, RegisteredEvent>();
  readonly #byClass = new Map<EventClass, RegisteredEvent>();
  /** By subject; version n is at n − 1. */
  readonly #versions = new Map<string, RegisteredEvent[]>();
  /** By the type that a step starts from. */
  readonly #upcasters = new Map<string, Upcaster>();

  /** Number of declared events; grows only. */
  get size(): number {
    return this.#byType.size;
  }

  /** Decorator that declares a class as an event. Throws on a malformed or repeated type, and on a version out of turn. */
  event(type: string, summary: string): (target: EventClass) => void {
    const parts = readEventType(type);
    if (!parts) throw new Error(`Event type "${type}" is not of the form vw.<stream>.<entity>.<event>.v<n>`);
    return (eventClass) => this.#declare({ type, ...parts, summary, eventClass });
  }

  #declare(event: RegisteredEvent): void {
    const { type, subject, version, eventClass } = event;
    if (this.#byType.has(type)) throw new Error(`Event type "${type}" is declared twice`);
    if (this.#byClass.has(eventClass)) throw new Error(`${eventClass.name} is two events, one of them "${type}"`);
    const versions = this.#versions.get(subject) ?? [];
    if (version !== versions.length + 1) {
      throw new Error(
        `Event type "${type}" has no ${subject}.v${version - 1} before it: a version is never removed, and the file of the ` +
          'newer class imports the older one for its upcaster',
      );
    }
    this.#versions.set(subject, [...versions, event]);
    this.#byType.set(type, event);
    this.#byClass.set(eventClass, event);
  }

  /**
   * Registers how a payload of one version becomes one of the next. Belongs beside the newer class.
   *
   * Throws when the two are not versions n and n + 1 of the same event, or the step is there already.
   * @param summary what changes, for the event catalogue: `currency was always USD`
   * @param convert pure; returns a new payload and leaves the old one as it is
   */
  upcaster<From extends object, To extends object>(
    from: EventClass<From>,
    to: EventClass<To>,
    summary: string,
    convert: (old: From) => To,
  ): void {
    const [older, newer] = [this.of(from) as RegisteredEvent, this.of(to) as RegisteredEvent];
    const step = `${older.type} → ${newer.type}`;
    if (older.subject !== newer.subject) throw new Error(`Upcaster ${step} leads from one event to another`);
    if (newer.version !== older.version + 1)
      throw new Error(`Upcaster ${step} does not lead from a version to its next`);
    if (this.#upcasters.has(older.type)) throw new Error(`Upcaster ${step} is registered twice`);
    this.#upcasters.set(older.type, { from: older, to: newer, summary, convert: (old) => convert(old as From) });
  }

  /** The event of a class; throws when the class was never declared. */
  of<T extends object>(eventClass: EventClass<T>): RegisteredEvent<T> {
    const event = this.#byClass.get(eventClass as EventClass);
    if (!event) throw new Error(`${eventClass.name} is not an event: it lacks @Event(type, summary)`);
    return event as unknown as RegisteredEvent<T>;
  }

  ofType(type: string): RegisteredEvent | undefined {
    return this.#byType.get(type);
  }

  /** Every declared event, ordered by type. */
  all(): RegisteredEvent[] {
    return [...this.#byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  }

  /** All versions of the event with this subject, oldest first; empty when the event is unknown. */
  versionsOf(subject: string): readonly RegisteredEvent[] {
    return this.#versions.get(subject) ?? [];
  }

  /** All versions of every event, oldest first, ordered by subject. */
  histories(): (readonly RegisteredEvent[])[] {
    return [...this.#versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, versions]) => versions);
  }

  /** The newest known version of the event that a type names, also when the type's own version is unknown. */
  newestOf(type: string): RegisteredEvent | undefined {
    const subject = this.#byType.get(type)?.subject ?? readEventType(type)?.subject;
    return subject === undefined ? undefined : this.versionsOf(subject).at(-1);
  }

  /** The step from this version to the next; undefined for the newest one. */
  upcasterFrom(type: string): Upcaster | undefined {
    return this.#upcasters.get(type);
  }

  /** Throws, naming every step that is missing, unless each older version of this class's event can be read as its newest. */
  assertUpcastable(eventClass: EventClass): void {
    const versions = this.versionsOf(this.of(eventClass).subject);
    if (versions.length === 1) return;
    const missing = versions.slice(0, -1).filter(({ type }) => !this.#upcasters.has(type));
    if (missing.length === 0) return;
    const steps = missing.map(({ type, version }) => `${type} → v${version + 1}`).join(', ');
    throw new Error(`Upcasters are missing: ${steps}. Register each beside the newer class: upcaster(Old, New, …)`);
  }
}
