import type { EntityManager } from 'typeorm';
import { isInfrastructureFailure } from '@vividwalls/persistence';
import { pause, retryDelayMs } from '../backoff.js';
import type { DecodedDelivery, EventConsumer } from '../consume/consumer-definition.js';
import { decodeEnvelope, MalformedEnvelope } from '../envelope.js';
import { NotYet, Permanent, Unavailable } from '../errors.js';
import { claim } from '../inbox/claim.js';
import { OUTAGE_WAIT_MAX_MS, OUTAGE_WAIT_MIN_MS } from '../limits.js';
import type { InboxExchange } from './inbox-exchange.js';
import type { RebuildSession } from './rebuild-session.js';
import { ReplayRefused, SessionLost, WroteElsewhere } from './replay-errors.js';
import { EVENT_ATTEMPTS, SOURCE_PATIENCE_MS } from './replay-limits.js';
import type { ReplayableModel } from './replayable-model.js';
import type { SourcedMessage } from './sources/event-source.js';

/** A message with its envelope. */
export interface SourcedEvent extends SourcedMessage {
  readonly delivery: DecodedDelivery;
}

/** What becomes of messages; each is told exactly once per try. */
export interface WriterOutcomes {
  written(events: readonly SourcedEvent[], repeats: number): void;
  /** Its cause is not there yet. */
  waits(event: SourcedEvent, reason: NotYet): void;
  /** The handlers do not take it. May throw to end the replay. */
  failed(message: SourcedMessage, envelope: { id: string; type: string } | undefined, error: unknown): void;
}

/**
 * Writes events to the tables beside as the live consumer writes them to its own: decoded, checked and upcast, claimed in the
 * inbox, handled by the same handlers, a batch in one transaction. A batch that fails is halved until the bad event stands
 * alone.
 */
export class RebuildWriter {
  constructor(
    private readonly session: RebuildSession,
    private readonly model: ReplayableModel,
    private readonly inboxes: InboxExchange,
    private readonly outcomes: WriterOutcomes,
    private readonly signal: AbortSignal,
  ) {}

  async write(messages: readonly SourcedMessage[]): Promise<void> {
    const admitted: SourcedEvent[] = [];
    for (const message of messages) {
      const event = this.admit(message);
      if (event) admitted.push(event);
    }
    await this.writeEvents(admitted);
  }

  /** Events that were admitted before: those that had to wait. */
  async writeEvents(events: readonly SourcedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const error = await this.tryToCommit(events);
    if (error === undefined) return;
    if (events.length === 1) return this.settle(events[0]!, error);
    const middle = Math.ceil(events.length / 2);
    await this.writeEvents(events.slice(0, middle));
    await this.writeEvents(events.slice(middle));
  }

  private admit(message: SourcedMessage): SourcedEvent | undefined {
    let envelope;
    try {
      envelope = decodeEnvelope(message.delivery.bytes);
      const admitted = this.definitionFor(message).admit(envelope, message.delivery.subject);
      return { ...message, delivery: { ...message.delivery, envelope: admitted } };
    } catch (error) {
      this.outcomes.failed(message, envelope, error);
      return undefined;
    }
  }

  /** Commits, or returns the error of a batch that failed by itself; what is nobody's fault is waited out. */
  private async tryToCommit(events: readonly SourcedEvent[]): Promise<unknown> {
    const began = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const fresh = await this.session.write((tx) => this.handle(tx, events));
        this.outcomes.written(fresh, events.length - fresh.length);
        return undefined;
      } catch (error) {
        if (error instanceof SessionLost || error instanceof WroteElsewhere) throw error;
        const isOutage = error instanceof Unavailable || isInfrastructureFailure(error);
        if (isOutage && performance.now() - began > SOURCE_PATIENCE_MS) throw error;
        const mayPass = events.length === 1 && !isFinal(error) && attempt < EVENT_ATTEMPTS;
        if (!isOutage && !mayPass) return error;
        await pause(retryDelayMs(attempt, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), this.signal);
        this.signal.throwIfAborted();
      }
    }
  }

  private async handle(tx: EntityManager, events: readonly SourcedEvent[]): Promise<SourcedEvent[]> {
    const ids = events.map(({ delivery }) => delivery.envelope.id);
    const unseen = await claim(tx, this.model.consumer, ids);
    const fresh = events.filter(({ delivery }) => unseen.delete(delivery.envelope.id));
    for (const [definition, deliveries] of this.byDefinition(fresh)) await definition.handle(tx, deliveries);
    await this.inboxes.note(
      tx,
      fresh.map(({ delivery }) => delivery.envelope.id),
    );
    return fresh;
  }

  private byDefinition(events: readonly SourcedEvent[]): Map<EventConsumer, DecodedDelivery[]> {
    const groups = new Map<EventConsumer, DecodedDelivery[]>();
    for (const event of events) {
      const definition = this.definitionFor(event);
      const group = groups.get(definition);
      if (group) group.push(event.delivery);
      else groups.set(definition, [event.delivery]);
    }
    return groups;
  }

  private definitionFor({ delivery }: SourcedMessage): EventConsumer {
    const { definitions, name } = this.model;
    const found = definitions.find(({ sources }) => sources.some(({ stream }) => stream === delivery.stream));
    if (!found) throw new ReplayRefused(`read model ${name} takes nothing from ${delivery.stream}`);
    return found;
  }

  private settle(event: SourcedEvent, error: unknown): void {
    if (error instanceof NotYet) this.outcomes.waits(event, error);
    else this.outcomes.failed(event, event.delivery.envelope, error);
  }
}

const isFinal = (error: unknown): boolean =>
  error instanceof Permanent || error instanceof MalformedEnvelope || error instanceof NotYet;
