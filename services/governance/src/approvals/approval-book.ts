import { Injectable } from '@nestjs/common';
import { Outbox, type EventEnvelope, type NewEvent } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { Approval } from './approval.js';
import { stateAfter, type ApprovalMove } from './approval-machine.js';
import { decided, delegated, used, voted } from './approval-told.js';
import { dueResumes } from './resume/resume-rows.js';
import { insertTimeline, updateApprovals } from './rows/write-approvals.js';

/** A step of a locked approval that is allowed. */
export interface Step {
  readonly approval: Approval;
  readonly move: ApprovalMove;
  readonly actor: string;
  readonly reason: string;
  /** People besides the actor who decided. */
  readonly with?: readonly string[];
  /** To whom it is delegated. */
  readonly to?: string;
  readonly usedFor?: string;
}

/**
 * Writes steps of locked approvals: what became of them, their trail, what waiting workflows must be told, and the events, all
 * in the caller's transaction and each in one statement for all.
 */
@Injectable()
export class ApprovalBook {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * @param cause the event that led to it
   * @throws Error for a move that there is not: the caller has looked before
   */
  async write(tx: EntityManager, steps: readonly Step[], cause?: EventEnvelope): Promise<Approval[]> {
    const now = this.clock.now();
    const after = steps.map((step) => taken(step, now));
    await updateApprovals(tx, after);
    await insertTimeline(
      tx,
      steps.map(({ move, actor, reason, to }, n) => {
        const { id: approvalId, version: seq } = after[n]!;
        return { approvalId, seq, kind: move, actor, note: to === undefined ? reason : `to ${to}: ${reason}`, at: now };
      }),
    );
    const ended = after.filter((_, n) => steps[n]!.approval.state === 'pending' && after[n]!.state !== 'pending');
    await dueResumes(
      tx,
      ended.map(({ id }) => id),
      now,
    );
    const events = steps.flatMap((step, n) => eventsOf(step, after[n]!));
    await this.outbox.append(tx, cause ? events.map((event) => ({ ...event, cause })) : events);
    return after;
  }
}

function taken({ approval, move, actor, reason, with: others = [], to, usedFor }: Step, now: Date): Approval {
  const state = stateAfter(approval.state, move);
  if (state === undefined) throw new Error(`${approval.id} is ${approval.state}: no ${move} from there`);
  const stepped: Approval = { ...approval, state, version: approval.version + 1 };
  if (move === 'vote') return { ...stepped, votesGiven: approval.votesGiven + 1 };
  if (move === 'delegate') return { ...stepped, delegates: [...approval.delegates, to!] };
  if (move === 'comment') return stepped;
  if (move === 'use') return { ...stepped, usedFor: usedFor!, usedAt: now };
  const ended: Approval = { ...stepped, reason, endedAt: now, endedBy: [...others, actor] };
  if (move !== 'approve') return ended;
  const useBy = new Date(now.getTime() + approval.useWithinS * 1_000);
  return { ...ended, votesGiven: approval.votesGiven + 1, useBy };
}

function eventsOf({ move, actor, reason, to }: Step, after: Approval): NewEvent[] {
  if (move === 'comment') return [];
  if (move === 'vote') return [voted(after, actor, reason)];
  if (move === 'delegate') return [delegated(after, actor, to!, reason)];
  return [move === 'use' ? used(after, actor) : decided(after, actor)];
}
