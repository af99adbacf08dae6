import type { FailedEvent } from './replay.js';
import { FAILED_ERROR_CHARACTERS, FAILED_LISTED, FAILED_MAX } from './replay-limits.js';

/** Events that the rebuilt tables do not hold, by their ids; what has no id goes by its place. */
export class FailedEvents {
  private readonly events = new Map<string, FailedEvent>();
  /** Events of which nothing is known but that the live model has handled them. */
  private missing = 0;

  get size(): number {
    return this.events.size + this.missing;
  }

  get ids(): string[] {
    return [...this.events.values()].flatMap(({ eventId }) => (eventId === null ? [] : [eventId]));
  }

  get first(): FailedEvent | undefined {
    return this.events.values().next().value;
  }

  /** The first of them, for the record. */
  get listed(): FailedEvent[] {
    return [...this.events.values()].slice(0, FAILED_LISTED);
  }

  /** @throws when so many fail that it is not the events */
  add(event: FailedEvent): void {
    const key = event.eventId ?? event.place;
    this.events.set(key, { ...event, error: event.error.slice(0, FAILED_ERROR_CHARACTERS) });
    if (this.events.size > FAILED_MAX) {
      throw new Error(`more than ${FAILED_MAX} events failed, the last one at ${event.place}: ${event.error}`);
    }
  }

  addMissing(count: number, examples: readonly string[]): void {
    for (const eventId of examples) {
      this.add({ place: 'in no source any more', eventId, eventType: null, error: 'the live model has handled it' });
    }
    this.missing += count - examples.length;
  }

  /** An event that had failed was written after all: it had been mended and redriven. */
  resolve(id: string): void {
    this.events.delete(id);
  }
}
