import type { NotYet } from '../errors.js';
import { WAITING_MAX, WAITING_RETRY_RATIO } from './replay-limits.js';
import type { SourcedEvent } from './rebuild-writer.js';

interface WaitingEvent {
  readonly event: SourcedEvent;
  readonly reason: string;
}

/** Events whose cause has not been written yet. They are tried again, and the tries cost less than the reading does. */
export class WaitingEvents {
  private readonly events = new Map<string, WaitingEvent>();
  private writtenSinceTry = 0;

  get size(): number {
    return this.events.size;
  }

  get ids(): string[] {
    return [...this.events.keys()];
  }

  reasonOf(id: string): WaitingEvent | undefined {
    return this.events.get(id);
  }

  /** @throws when more wait than memory is set aside for */
  add(event: SourcedEvent, reason: NotYet): void {
    this.events.set(event.delivery.envelope.id, { event, reason: reason.message });
    if (this.events.size > WAITING_MAX) {
      throw new Error(
        `more than ${WAITING_MAX} events wait for their cause, the last one at ${event.place}: ${reason.message}`,
      );
    }
  }

  /** Says that further events were written: one of them may be the cause. */
  written(events: readonly SourcedEvent[]): void {
    this.writtenSinceTry += events.length;
    for (const { delivery } of events) this.events.delete(delivery.envelope.id);
  }

  /** All of them, when so much was written since the last try that one is due; none otherwise. */
  takeDue(): SourcedEvent[] {
    return this.writtenSinceTry >= this.events.size * WAITING_RETRY_RATIO ? this.take() : [];
  }

  /** All of them, when anything was written since the last try. */
  takeIfChanged(): SourcedEvent[] {
    return this.writtenSinceTry > 0 ? this.take() : [];
  }

  private take(): SourcedEvent[] {
    this.writtenSinceTry = 0;
    const taken = [...this.events.values()].map(({ event }) => event);
    this.events.clear();
    return taken;
  }
}
