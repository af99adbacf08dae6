import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../envelope.js';
import type { PayloadClass } from '../catalogue.js';
import type { NewEvent } from '../outbox/outbox.js';
import type { OutgoingMessage } from '../outbox/publish.js';
import { redriveMessage } from '../redrive/redrive-message.js';
import { actOf, type LetterDiscardedData, type LetterRedrivenData } from './letter-events.js';
import { mayAct, stateOf, type LetterProgress } from './letter-progress.js';
import { LetterRefused } from './letter-refused.js';
import { applyChanges, lockProgress } from './letter-store.js';
import { messageToSend, type LetterMessage, type Mending, type MendingRules } from './mend.js';
import type { LetterJobEndedData, LetterJobStartedData } from './jobs/job-events.js';

/** What the desk needs of an outbox. */
export interface LetterOutbox {
  append(tx: EntityManager, events: readonly NewEvent[]): Promise<EventEnvelope[]>;
  appendMessages(tx: EntityManager, messages: readonly (OutgoingMessage & { payload: string })[]): Promise<unknown>;
}

/** The project's classes of the events in which the desk tells what was done. */
export interface DeskEvents {
  readonly redriven: PayloadClass<LetterRedrivenData>;
  readonly discarded: PayloadClass<LetterDiscardedData>;
  readonly jobStarted: PayloadClass<LetterJobStartedData>;
  readonly jobEnded: PayloadClass<LetterJobEndedData>;
}

export interface DeskSettings extends MendingRules {
  /** First word of all subjects and types. */
  readonly namespace: string;
  readonly outbox: LetterOutbox;
  readonly events: DeskEvents;
  readonly now: () => Date;
}

/** Who does it, and why. */
export interface ActOrder {
  readonly actor: string;
  readonly reason: string;
  /** The job that acts for them, if one does. */
  readonly jobId?: string | null;
}

/**
 * What an operator does with one dead letter. Each act is one transaction of the caller's: the row lock, the message and the
 * event in the outbox, and the letter's new state commit together or not at all. The state machine is described in
 * letter-progress.ts.
 */
export class LetterDesk {
  constructor(readonly settings: DeskSettings) {}

  /**
   * Sends a letter's message to the one consumer that failed, as it was or mended. Throws {@link LetterRefused}: there is no
   * such letter, somebody has acted on it, or the message cannot be sent so.
   */
  async redrive(tx: EntityManager, id: string, order: ActOrder & Mending): Promise<void> {
    const { namespace, outbox, events } = this.settings;
    const letter = await this.take(tx, id);
    const payload = messageToSend(letter, order, this.settings);
    const edited = !letter.payload.equals(Buffer.from(payload, 'utf8'));
    const { id: letterId, consumer, origin } = letter;
    const count = letter.redrives + 1;
    const message = redriveMessage(namespace, { letterId, consumer, origin, payload, count });
    await outbox.appendMessages(tx, [{ ...message, payload }]);
    const payloadSha256 = createHash('sha256').update(payload, 'utf8').digest('hex');
    const { reason, jobId = null } = order;
    await this.tell(tx, 'redriven', letter, order, {
      event: events.redriven,
      data: { letterId, consumer, reason, edited, payloadSha256, count, jobId },
    });
  }

  /** Decides that a letter's event shall have no effect in its consumer. Throws {@link LetterRefused}. */
  async discard(tx: EntityManager, id: string, order: ActOrder): Promise<void> {
    const letter = await this.take(tx, id);
    const { reason, jobId = null } = order;
    await this.tell(tx, 'discarded', letter, order, {
      event: this.settings.events.discarded,
      data: { letterId: letter.id, consumer: letter.consumer, reason, jobId },
    });
  }

  private async take(tx: EntityManager, given: string): Promise<TakenLetter> {
    const [locked] = await lockProgress(tx, [given]);
    const [row] = await tx.query<MessageRow[]>(MESSAGE, [given]);
    if (!locked || !row) throw new LetterRefused('unknown', `There is no dead letter ${given}.`);
    const [id, progress] = locked;
    if (!mayAct(progress, this.settings.now().getTime())) throw new LetterRefused('conflict', whyNot(progress));
    return { ...row, id, origin: { ...row.origin, sequence: Number(row.origin.sequence) } };
  }

  /** Tells of an act, and writes already what the event will say when it comes back. */
  private async tell<T extends LetterRedrivenData | LetterDiscardedData>(
    tx: EntityManager,
    kind: 'redriven' | 'discarded',
    { id, correlationId }: TakenLetter,
    { actor }: ActOrder,
    { event, data }: { event: PayloadClass<T>; data: T },
  ): Promise<void> {
    const act: NewEvent<T> = { event, subject: id, data, actor, correlationid: correlationId };
    const [envelope] = await this.settings.outbox.append(tx, [act]);
    await applyChanges(tx, [{ letterId: id, change: actOf(kind, envelope!, data) }]);
  }
}

const MESSAGE = `SELECT consumer, event_id AS "eventId", payload, encoding, redrives, correlation_id AS "correlationId",
    json_build_object('stream', stream, 'streamCreatedAt', stream_created_at, 'sequence', sequence::text,
                      'subject', nats_subject) AS origin
  FROM dead_letters WHERE id = $1 AND failed_at IS NOT NULL`;

interface MessageRow extends LetterMessage {
  readonly redrives: number;
  readonly correlationId: string;
  readonly origin: { stream: string; streamCreatedAt: string; sequence: string; subject: string };
}

interface TakenLetter extends Omit<MessageRow, 'origin'> {
  readonly id: string;
  readonly origin: { stream: string; streamCreatedAt: string; sequence: number; subject: string };
}

function whyNot(progress: LetterProgress): string {
  const { act, nextLetterId } = progress;
  const who = act ? `${act.by} at ${new Date(act.atMs).toISOString()}` : 'somebody';
  switch (stateOf(progress)) {
    case 'handled':
      return 'Its event has been handled.';
    case 'failed again':
      return `Its event was redriven and failed again: that is the letter ${nextLetterId}.`;
    case 'discarded':
      return `It was discarded by ${who}.`;
    default:
      return `It is being redriven, by ${who}; wait for what becomes of it.`;
  }
}
