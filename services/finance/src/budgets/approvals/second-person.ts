import { Injectable } from '@nestjs/common';
import { ApprovalDecided, ApprovalRequested } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import {
  ApprovalRefused,
  Approvals,
  type ApprovalDecision,
  type ApprovalRequest,
  type ApprovalSubject,
} from './approvals.js';
import { isAgent } from './is-agent.js';

interface ApprovalRow {
  readonly requested_by: string;
  readonly verdict: string | null;
  readonly decided_by: string | null;
}

/** The rule until governance has policies: a person decides, and never on their own request. */
@Injectable()
export class SecondPerson extends Approvals {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async request(tx: EntityManager, requests: readonly ApprovalRequest[]): Promise<void> {
    if (requests.length === 0) return;
    await tx.query(
      `INSERT INTO approvals (subject, summary, requested_by, requested_at)
       SELECT *, $4::timestamptz FROM unnest($1::text[], $2::text[], $3::text[])`,
      [
        ...[requests.map(({ about }) => about), requests.map(({ summary }) => summary)],
        ...[requests.map(({ requestedBy }) => requestedBy), this.clock.now()],
      ],
    );
    await this.outbox.append(
      tx,
      requests.map(({ about, summary, requestedBy }) => ({
        event: ApprovalRequested,
        subject: about,
        actor: requestedBy,
        data: { about, summary, requestedBy },
      })),
    );
  }

  async decide(tx: EntityManager, about: ApprovalSubject, { verdict, by, reason }: ApprovalDecision): Promise<void> {
    const [row] = await tx.query<ApprovalRow[]>(
      'SELECT requested_by, verdict, decided_by FROM approvals WHERE subject = $1 FOR UPDATE',
      [about],
    );
    if (!row) throw new ApprovalRefused('nothing waits', `Nothing waits for approval as ${about}.`);
    if (row.verdict)
      throw new ApprovalRefused('decided already', `${about} was ${row.verdict} by ${row.decided_by} already.`);
    if (isAgent(by)) throw new ApprovalRefused('not a person', `${by} is an agent; a person decides.`);
    if (by === row.requested_by)
      throw new ApprovalRefused('second person', `${by} asked for it; a second person decides.`);
    await tx.query(
      'UPDATE approvals SET verdict = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE subject = $1',
      [about, verdict, by, this.clock.now(), reason],
    );
    await this.outbox.append(tx, [
      {
        event: ApprovalDecided,
        subject: about,
        actor: by,
        version: 1,
        data: { about, verdict, reason, requestedBy: row.requested_by },
      },
    ]);
  }
}
