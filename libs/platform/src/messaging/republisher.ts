import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { OutboxRepublished } from '@vividwalls/events';
import { MessagingRuntime, Outbox, OutboxArchive, UnitOfWork } from '@vividwalls/messaging';
import { DataSource } from 'typeorm';
import { LOG, type Log } from '../logging/log.js';
import { Clock } from '../time/clock.js';
import { SERVICE_NAME } from '../tokens.js';

/** At most so many events at once: an hour's work of a busy relay, and some minutes of republishing. */
export const MOST_REPUBLISHED = 1_000_000;

/** Past republications whose outcome can still be asked for. */
const REMEMBERED = 20;

export interface RepublishOrder {
  readonly from: Date;
  readonly until: Date;
  readonly reason: string;
  readonly actor: string;
}

export interface Republication {
  readonly id: string;
  readonly state: 'running' | 'done' | 'aborted' | 'failed';
  readonly from: string;
  /** Excluded. */
  readonly until: string;
  readonly reason: string;
  readonly actor: string;
  /** Events in that span when it began. */
  readonly total: number;
  readonly published: number;
  /** Of these, so many the streams still knew. */
  readonly duplicates: number;
  readonly error: string | null;
}

/** One is running; two at once would only wait for one another. */
export class RepublicationUnderWay extends Error {
  override readonly name = 'RepublicationUnderWay';
}

/** The span is none, or holds too much. */
export class SpanRefused extends Error {
  override readonly name = 'SpanRefused';
}

/**
 * Publishes spans of this service's outbox archive again, one at a time. What it is doing is known to this process only: when
 * that dies, the operator asks again, and what went out twice is recognised. It is told to the record when it ends, however it
 * ends, with what it has done by then.
 */
@Injectable()
export class Republisher implements BeforeApplicationShutdown {
  private readonly archive: OutboxArchive;
  private readonly known = new Map<string, Republication>();
  private isTaken = false;
  private current: { readonly id: string; readonly ending: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(MessagingRuntime) messaging: MessagingRuntime,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SERVICE_NAME) private readonly service: string,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.archive = new OutboxArchive(dataSource, messaging.connection);
  }

  /**
   * Events appended in a span that ends now unless it says otherwise.
   *
   * @throws SpanRefused
   */
  async count(from: Date, until: Date = this.clock.now()): Promise<number> {
    if (from >= until) throw new SpanRefused('until must be later than from');
    const events = await this.archive.count({ from, until });
    if (events <= MOST_REPUBLISHED) return events;
    throw new SpanRefused(`the span holds ${events} events; at most ${MOST_REPUBLISHED} go at once, in shorter spans`);
  }

  /** @throws RepublicationUnderWay, SpanRefused */
  async start(order: Omit<RepublishOrder, 'until'> & { until?: Date }): Promise<Republication> {
    if (this.isTaken)
      throw new RepublicationUnderWay('another republication is under way; wait for its end or abort it');
    this.isTaken = true;
    try {
      const whole: RepublishOrder = { ...order, until: order.until ?? this.clock.now() };
      const republication = begun(randomUUID(), whole, await this.count(whole.from, whole.until));
      this.remember(republication);
      this.follow(republication.id, whole);
      return republication;
    } finally {
      this.isTaken = this.current !== undefined;
    }
  }

  find(id: string): Republication | undefined {
    return this.known.get(id);
  }

  /** False when it does not run here. What was published stays published. */
  async abort(id: string): Promise<boolean> {
    if (this.current?.id !== id) return false;
    this.current.ending.abort();
    await this.current.ended;
    return true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.current) await this.abort(this.current.id);
  }

  private follow(id: string, order: RepublishOrder): void {
    const ending = new AbortController();
    const ended = this.run(id, order, ending.signal).finally(() => {
      this.current = undefined;
      this.isTaken = false;
    });
    this.current = { id, ending, ended };
  }

  private async run(id: string, order: RepublishOrder, signal: AbortSignal): Promise<void> {
    const end = await this.republish(id, order, signal);
    // Before anybody can see that it has ended: who sees that finds it in the record.
    await this.tell({ ...this.known.get(id)!, ...end }).catch((error: unknown) => {
      this.log.error('a republication could not be told to the record', { id, error });
    });
    this.update(id, end);
  }

  /** @returns how it ended */
  private async republish(id: string, order: RepublishOrder, signal: AbortSignal): Promise<Partial<Republication>> {
    try {
      const progress = (soFar: Pick<Republication, 'published' | 'duplicates'>) => this.update(id, soFar);
      const done = await this.archive.republish(order, progress, signal);
      return { ...done, state: signal.aborted ? 'aborted' : 'done' };
    } catch (error) {
      this.log.error('republishing failed', { id, error });
      return { state: 'failed', error: (error as Error).message };
    }
  }

  private tell({ id, from, until, reason, published, duplicates, actor }: Republication): Promise<unknown> {
    const data: OutboxRepublished = { service: this.service, from, until, reason, published, duplicates };
    const event = { event: OutboxRepublished, subject: id, data, actor };
    return this.unitOfWork.run((tx) => this.outbox.append(tx, [event]));
  }

  private update(id: string, change: Partial<Republication>): void {
    const before = this.known.get(id);
    if (before) this.known.set(id, { ...before, ...change });
  }

  private remember(republication: Republication): void {
    this.known.set(republication.id, republication);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED) this.known.delete(oldest!);
  }
}

function begun(id: string, { from, until, reason, actor }: RepublishOrder, total: number): Republication {
  const span = { from: from.toISOString(), until: until.toISOString() };
  return { id, state: 'running', ...span, reason, actor, total, published: 0, duplicates: 0, error: null };
}
