import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork, type NewEvent } from '@vividwalls/messaging';
import { Clock, Problem } from '@vividwalls/platform';

/** A replay is refused for this long; older signatures are refused by their timestamp anyway. */
const REPLAY_MEMORY_MINUTES = 60;

export interface ReportSender {
  readonly actor: string;
  /** Of a signed call; a second call with the same one is a replay. */
  readonly webhookId?: string;
  readonly traceparent?: string;
}

/** Takes agents' reports into the outbox, all of a call or none, and each signed call once. */
@Injectable()
export class ReportIntake {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Returns the events' ids. Throws Problem 409 for a replay. */
  take(reports: readonly NewEvent[], sender: ReportSender): Promise<string[]> {
    const { actor, webhookId, traceparent } = sender;
    return this.unitOfWork.run(async (tx) => {
      if (webhookId !== undefined) {
        const now = this.clock.now();
        const rows = await tx.query<unknown[]>(
          'INSERT INTO taken_webhooks (webhook_id, taken_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
          [webhookId, now],
        );
        if (rows.length === 0) throw new Problem(409, 'Replay refused', 'This webhook-id was taken before.');
        await tx.query('DELETE FROM taken_webhooks WHERE taken_at < $1::timestamptz - make_interval(mins => $2)', [
          now,
          REPLAY_MEMORY_MINUTES,
        ]);
      }
      const envelopes = await this.outbox.append(
        tx,
        reports.map((report) => ({ actor, traceparent, ...report })),
      );
      return envelopes.map(({ id }) => id);
    });
  }
}
