import { Inject, Injectable } from '@nestjs/common';
import { GroupCommit, queryPlanned } from '@vividwalls/persistence';
import { Clock, CONFIG, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { OrchestrationConfig } from '../../orchestration.config.js';

const WINDOW_S = 60;

/** Windows that are kept: the present one and the one before it, for replicas whose clocks differ. */
const WINDOWS_KEPT = 2;

const COUNT = {
  name: 'mcp_calls_count',
  text: `INSERT INTO mcp_calls AS c (actor, minute, calls) SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[])
    ON CONFLICT (actor, minute) DO UPDATE SET calls = c.calls + excluded.calls
    RETURNING actor, minute::text AS window, calls`,
};

interface Asked {
  readonly actor: string;
  readonly window: number;
}

/**
 * Counts calls per caller and minute over all replicas, in a table. Calls that come while a count is being written are counted
 * together by the next statement. Nothing is done that was not counted: without the database no call is admitted.
 */
@Injectable()
export class CallLimit {
  private readonly groups = new GroupCommit<Asked, number>({ decide: (group) => this.count(group) });
  private forgottenBefore = 0;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: OrchestrationConfig,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  get perMinute(): number {
    return this.config.ORCHESTRATION_MCP_CALLS_PER_MINUTE;
  }

  /** Undefined when the call may go on; otherwise in how many seconds to come back. */
  async admit(actor: string): Promise<number | undefined> {
    const nowS = this.clock.now().getTime() / 1_000;
    const window = Math.floor(nowS / WINDOW_S);
    const count = await this.groups.ask({ actor, window });
    if (count <= this.perMinute) return undefined;
    return Math.max(1, Math.ceil((window + 1) * WINDOW_S - nowS));
  }

  /** The place of each call in its caller's minute, from 1. */
  private async count(group: readonly Asked[]): Promise<number[]> {
    const keyOf = ({ actor, window }: Asked) => `${window} ${actor}`;
    // In one order everywhere, so that two replicas don't wait for one another's rows.
    const groups = [...Map.groupBy(group, keyOf).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    const counted = await queryPlanned<{ actor: string; window: string; calls: number }>(
      this.dataSource.manager,
      COUNT,
      [
        groups.map(([, [first]]) => first!.actor),
        groups.map(([, [first]]) => first!.window),
        groups.map(([, calls]) => calls.length),
      ],
    );
    const before = new Map(
      counted.map(({ actor, window, calls }) => {
        const key = keyOf({ actor, window: Number(window) });
        return [key, calls - groups.find(([one]) => one === key)![1].length];
      }),
    );
    this.forget(Math.max(...group.map(({ window }) => window)));
    return group.map((asked) => {
      const place = before.get(keyOf(asked))! + 1;
      before.set(keyOf(asked), place);
      return place;
    });
  }

  /** Once a minute, beside the calls: old rows are in nobody's way. */
  private forget(window: number): void {
    if (this.forgottenBefore >= window) return;
    this.forgottenBefore = window;
    this.dataSource
      .query('DELETE FROM mcp_calls WHERE minute <= $1', [window - WINDOWS_KEPT])
      .catch((error: Error) => this.log.warn('old counts of calls could not be forgotten', { error: error.message }));
  }
}
