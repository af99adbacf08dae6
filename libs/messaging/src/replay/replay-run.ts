import type { EntityManager } from 'typeorm';
import { pause, retryDelayMs } from '../backoff.js';
import type { MessagingLog } from '../log.js';
import { FailedEvents } from './failed-events.js';
import { InboxExchange } from './inbox-exchange.js';
import type { RebuildSession } from './rebuild-session.js';
import { RebuildWriter, type SourcedEvent, type WriterOutcomes } from './rebuild-writer.js';
import { ProgressTeller } from './progress-teller.js';
import { EventNotHandled } from './replay-errors.js';
import type { ReplayHistory } from './replay-history.js';
import {
  REPLAY_BATCH_EVENTS,
  SWAP_ATTEMPTS,
  SWAP_LAG_EVENTS,
  SWAP_RETRY_MAX_MS,
  SWAP_RETRY_MIN_MS,
} from './replay-limits.js';
import { ReplayTally } from './replay-tally.js';
import type { FailedEvent, ReplayPhase, ReplayProgress, ReplayRequest } from './replay.js';
import type { ReplayableModel } from './replayable-model.js';
import type { SourcedMessage } from './sources/event-source.js';
import type { ReplaySources } from './sources/open-sources.js';
import { Swap } from './swap.js';
import { WaitingEvents } from './waiting-events.js';

export interface ReplayRunSettings {
  readonly id: string;
  readonly model: ReplayableModel;
  readonly request: ReplayRequest;
  readonly session: RebuildSession;
  readonly schema: string;
  readonly history: ReplayHistory;
  readonly openSources: () => Promise<ReplaySources>;
  /** Runs in the transaction of the swap, the last thing before its commit. */
  readonly done: (tx: EntityManager, progress: ReplayProgress, pauseMs: number) => Promise<void>;
  /** Ends the replay; its reason is what `execute` rejects with. */
  readonly ending: AbortController;
  readonly log: MessagingLog;
}

/** One replay from its first to its last phase; see {@link ReplayPhase} for what they are. */
export class ReplayRun {
  private readonly waiting = new WaitingEvents();
  private readonly failed = new FailedEvents();
  private readonly tally = new ReplayTally(this.waiting, this.failed);
  private readonly inboxes: InboxExchange;
  private readonly writer: RebuildWriter;
  private sources: ReplaySources | undefined;
  private teller: ProgressTeller | undefined;
  private hasRedrivesInHand = false;

  constructor(private readonly settings: ReplayRunSettings) {
    const outcomes: WriterOutcomes = {
      written: (events, repeats) => this.written(events, repeats),
      waits: (event, reason) => this.waiting.add(event, reason),
      failed: (message, envelope, error) => this.fail(message, envelope, error),
    };
    const { session, model, schema, request, ending } = settings;
    const isOfEverything = request.from === 'beginning';
    this.inboxes = new InboxExchange({ session, schema, consumer: model.consumer, isOfEverything });
    this.writer = new RebuildWriter(session, model, this.inboxes, outcomes, ending.signal);
  }

  /** Resolves when the rebuilt tables are in their place; rejects when the replay ended otherwise, with the reason. */
  async execute(): Promise<void> {
    const { session, model, openSources, ending } = this.settings;
    this.teller = new ProgressTeller({ ...this.settings, progress: () => this.progress });
    try {
      await session.begin(model.name);
      this.sources = await openSources();
      await this.catchUp(this.sources);
      this.enter('catching up');
      await session.settle(model.name);
      await this.inboxes.compare();
      await this.swapWhenPossible(this.sources);
    } catch (error) {
      throw ending.signal.aborted ? ending.signal.reason : error;
    } finally {
      await this.teller.stop();
      await this.closeSources();
    }
  }

  get progress(): ReplayProgress {
    return this.tally.progress(this.sources?.events.remaining ?? 0);
  }

  /** Reads and writes until so little is left that the swap can be tried. */
  private async catchUp(sources: ReplaySources): Promise<void> {
    for (let more = true; more;) {
      if (this.tally.phase !== 'catching up') this.enter(sources.events.part);
      more = (await this.writeNext(sources)) && !isClose(sources);
    }
  }

  /** Writes the next batch, or what waited. False when there is nothing more for now. */
  private async writeNext({ events }: ReplaySources): Promise<boolean> {
    this.settings.ending.signal.throwIfAborted();
    const messages = await events.next(REPLAY_BATCH_EVENTS);
    this.tally.taken += messages.length;
    this.hasRedrivesInHand = messages.some(({ isRedriven = false }) => isRedriven);
    await this.writer.write(messages);
    const due = messages.length > 0 ? this.waiting.takeDue() : this.waiting.takeIfChanged();
    await this.writer.writeEvents(due);
    this.hasRedrivesInHand = false;
    const unmended = this.failed.first;
    if (unmended && !this.mayGoOnWithout()) throw notHandled(unmended);
    return messages.length > 0;
  }

  private async swapWhenPossible(sources: ReplaySources): Promise<void> {
    const { session, model, request, done, ending, log } = this.settings;
    const swap = new Swap({
      session,
      model,
      inboxes: this.inboxes,
      request,
      waiting: this.waiting,
      failed: this.failed,
      writeNext: () => this.writeNext(sources),
      done: (tx, pauseMs) => done(tx, this.progress, pauseMs),
    });
    for (let attempt = 1; attempt <= SWAP_ATTEMPTS; attempt += 1) {
      this.tally.swapAttempts = attempt;
      this.enter('swapping');
      const outcome = await swap.attempt();
      if (outcome === 'done') return;
      log.info('the swap is tried again', { model: model.name, attempt, outcome });
      this.enter('catching up');
      await pause(retryDelayMs(attempt, SWAP_RETRY_MIN_MS, SWAP_RETRY_MAX_MS), ending.signal);
      await this.catchUp(sources);
    }
    throw new Error(`the swap was not to be had in ${SWAP_ATTEMPTS} attempts: live traffic or long reads leave no gap`);
  }

  private enter(phase: ReplayPhase): void {
    if (this.tally.phase === phase) return;
    this.tally.phase = phase;
    this.teller?.tellNow();
  }

  private written(events: readonly SourcedEvent[], repeats: number): void {
    this.tally.handled += events.length;
    this.tally.repeats += repeats;
    this.waiting.written(events);
    for (const { delivery } of events) this.failed.resolve(delivery.envelope.id);
  }

  private fail(message: SourcedMessage, envelope: { id: string; type: string } | undefined, error: unknown): void {
    const { id: eventId = null, type: eventType = null } = envelope ?? {};
    const text = error instanceof Error ? error.message : String(error);
    const failed = { place: message.place, eventId, eventType, error: text };
    if (!this.mayGoOnWithout()) throw notHandled(failed);
    this.failed.add(failed);
  }

  /** Whether a failed event is no reason to end: it is to be skipped, or a redriven message may yet bring it mended. */
  private mayGoOnWithout(): boolean {
    const { skipFailed = false } = this.settings.request;
    return skipFailed || this.hasRedrivesInHand || this.sources!.redrivesToCome() > 0;
  }

  private async closeSources(): Promise<void> {
    try {
      await this.sources?.events.close();
    } catch (error) {
      // The broker forgets them by itself, and the next replay removes them first.
      this.settings.log.warn('consumers of a replay stay for now', { error: (error as Error).message });
    }
  }
}

const notHandled = ({ place, eventId, error }: FailedEvent) => new EventNotHandled(place, eventId, error);

/** Under steady traffic there is always something left. */
const isClose = ({ events }: ReplaySources): boolean => events.part === 'stream' && events.remaining <= SWAP_LAG_EVENTS;
