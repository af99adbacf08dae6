import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { GroupCommit, queryPlanned } from '@vividwalls/persistence';
import { Clock, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';

export type ReadAct = 'search' | 'read' | 'list' | 'contradictions';

/** Who read or searched what. */
export interface LoggedRead {
  readonly actor: string;
  readonly act: ReadAct;
  /** Words that were searched for, an id, a filter. */
  readonly asked: string;
  /** `id@version` of what was answered. */
  readonly found: readonly string[];
}

export interface ReadRow extends LoggedRead {
  readonly id: string;
  readonly at: Date;
}

/** Questions may name customers: no longer than a leak takes to be noticed. */
export const READS_KEPT_DAYS = 90;

const SWEEP_EVERY_MS = 10 * 60_000;
const SWEEP_ROWS = 5_000;

/** Of a question that is kept. */
const ASKED_MAX = 500;
const FOUND_MAX = 50;

const LOG_READS = {
  name: 'knowledge_reads_log',
  text: `INSERT INTO knowledge_reads (actor, act, asked, found, at)
    SELECT r.actor, r.act, r.asked, ARRAY(SELECT jsonb_array_elements_text(r.found)), r.at
    FROM jsonb_to_recordset($1::jsonb) AS r (actor text, act text, asked text, found jsonb, at timestamptz)`,
};

/** Who read or searched what, kept for a while. Nothing is answered that is not logged. */
@Injectable()
export class ReadLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly groups = new GroupCommit<LoggedRead & { readonly at: Date }, void>({
    decide: (reads) => this.write(reads),
  });
  private readonly work: PeriodicWork;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'old reads could not be forgotten; tried again' },
      round: async () => (await this.sweep()) === SWEEP_ROWS,
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** Resolves once it is committed. Reads that come while others are written down are written together by the next statement. */
  append({ actor, act, asked, found }: LoggedRead): Promise<void> {
    // A text of PostgreSQL holds no NUL; one in a question must not keep the others from being logged.
    const words = asked.slice(0, ASKED_MAX).replaceAll('\0', '');
    return this.groups.ask({ actor, act, asked: words, found: found.slice(0, FOUND_MAX), at: this.clock.now() });
  }

  private async write(reads: readonly (LoggedRead & { readonly at: Date })[]): Promise<void[]> {
    await queryPlanned(this.dataSource.manager, LOG_READS, [JSON.stringify(reads)]);
    return reads.map(() => undefined);
  }

  /** Newest first. */
  list(asked: { readonly actor?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }) {
    return this.dataSource.query<ReadRow[]>(
      `SELECT id::text, actor, act, asked, found, at FROM knowledge_reads
       WHERE ($1::text IS NULL OR actor = $1) AND ($2::bigint IS NULL OR id < $2)
       ORDER BY knowledge_reads.id DESC LIMIT $3`,
      [asked.actor ?? null, asked.cursor ?? null, asked.limit],
    );
  }

  /** Forgets what is too old. @returns rows that went; more may be left when it is as many as go at once */
  async sweep(): Promise<number> {
    const [, forgotten] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM knowledge_reads WHERE id IN (SELECT id FROM knowledge_reads
         WHERE at < $1::timestamptz - interval '${READS_KEPT_DAYS} days' ORDER BY at LIMIT ${SWEEP_ROWS})`,
      [this.clock.now()],
    );
    return forgotten;
  }
}
