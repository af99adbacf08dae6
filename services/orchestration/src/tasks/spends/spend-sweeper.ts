import { settleAuthorisedSpend, type Settlement, type SettlementOrder } from '@vividwalls/contracts';
import type { Requests, UnitOfWork } from '@vividwalls/messaging';
import { PeriodicWork, type Clock, type Log } from '@vividwalls/platform';

const BATCH = 64;
const EVERY_MS = 1_000;
/** Asked again after this when there was no answer; whoever asks has the row for so long, ms. */
const AGAIN_AFTER_MS = 15_000;

interface Unsettled {
  readonly task_id: string;
  readonly n: number;
  readonly key: string;
  readonly agent_id: string;
  readonly state: 'to_commit' | 'to_release';
  readonly actual_minor: string | null;
  readonly currency: string;
}

export interface SweeperParts {
  readonly work: Pick<UnitOfWork, 'run'>;
  readonly requests: Pick<Requests, 'ask'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells finance what became of the money that tasks asked for, until finance has answered. The same order again changes
 * nothing, so several processes may do this, and any of them may die.
 */
export class SpendSweeper {
  private readonly sweeping: PeriodicWork;

  constructor(private readonly parts: SweeperParts) {
    this.sweeping = new PeriodicWork({
      ...{ log: parts.log, everyMs: EVERY_MS, failure: 'spends could not be settled; tried again' },
      round: async () => (await this.sweep()) === BATCH,
    });
  }

  start(): void {
    this.sweeping.start();
  }

  async stop(): Promise<void> {
    await this.sweeping.stop();
  }

  /** One round. @returns how many were settled */
  async sweep(): Promise<number> {
    const { work, clock } = this.parts;
    const now = clock.now();
    const [due] = await work.run((tx) =>
      tx.query<[Unsettled[], number]>(
        `UPDATE task_spends s SET settle_at = $2 FROM (
           SELECT task_id, n FROM task_spends WHERE state IN ('to_commit', 'to_release') AND settle_at <= $1
           ORDER BY settle_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) d WHERE s.task_id = d.task_id AND s.n = d.n
         RETURNING s.task_id, s.n, s.key, s.agent_id, s.state, s.actual_minor, s.currency`,
        [now, new Date(now.getTime() + AGAIN_AFTER_MS), BATCH],
      ),
    );
    if (due.length === 0) return 0;
    const answers = await Promise.all(due.map((spend) => this.settle(spend)));
    const settled = due.flatMap((spend, i) => (answers[i] ? [{ spend, answer: answers[i] }] : []));
    await this.write(settled);
    return settled.length;
  }

  private async settle(spend: Unsettled): Promise<Settlement | undefined> {
    const { requests, log } = this.parts;
    try {
      return await requests.ask(settleAuthorisedSpend, orderOf(spend));
    } catch (error) {
      log.warn('a spend could not be settled; tried again', { spend: spend.key, error: (error as Error).message });
      return undefined;
    }
  }

  private async write(settled: readonly { readonly spend: Unsettled; readonly answer: Settlement }[]): Promise<void> {
    if (settled.length === 0) return;
    for (const { spend, answer } of settled) {
      // A release of what was never held is refused, and that is well.
      if (answer.result === 'refused' && spend.state === 'to_commit')
        this.parts.log.error('finance refused to book what a task cost', { spend: spend.key, reason: answer.reason });
    }
    await this.parts.work.run((tx) =>
      tx.query(
        `WITH told AS (
           UPDATE task_spends s SET state = g.state, reason = g.reason, settle_at = NULL
           FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::text[]) AS g (task_id, n, state, reason)
           WHERE s.task_id = g.task_id AND s.n = g.n AND s.state IN ('to_commit', 'to_release') RETURNING s.task_id, s.n
         ) UPDATE tasks t SET spend_state = 'settled' FROM told
           WHERE t.id = told.task_id AND t.spend_no = told.n AND t.spend_state IN ('to_commit', 'to_release')`,
        [
          ...[settled.map(({ spend }) => spend.task_id), settled.map(({ spend }) => spend.n)],
          settled.map(({ spend, answer }) =>
            answer.result === 'refused' && spend.state === 'to_commit' ? 'refused' : 'settled',
          ),
          settled.map(({ answer }) => answer.reason.slice(0, 1_000)),
        ],
      ),
    );
  }
}

const orderOf = ({ key, state, actual_minor, agent_id, currency }: Unsettled): SettlementOrder => ({
  ...{ key, actor: `agent:${agent_id}` },
  ...(state === 'to_commit'
    ? { outcome: 'commit', actualMinor: actual_minor!, currency }
    : { outcome: 'release' as const }),
});
