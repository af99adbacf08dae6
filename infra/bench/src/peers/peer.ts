/** What a job's handler does: one insert, or nothing, which shows what the queue itself costs. */
export type JobEffect = 'insert' | 'nothing';

/** A job as our event's payload is: about 300 bytes. */
export interface PeerJob {
  readonly key: string;
  readonly amount: number;
  readonly note: string;
}

/** A job queue on PostgreSQL in one of its configurations. */
export interface Peer {
  readonly name: string;
  /** What its documentation calls these settings, for the report. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Jobs per run: a slow configuration gets fewer, its rate is the same. */
  readonly jobs: number;
  /** Jobs per second from jobs that wait in the database to all of them completed there. */
  handle(count: number, effect: JobEffect): Promise<number>;
  close(): Promise<void>;
}

const NOTE = 'n'.repeat(250);

export const peerJobs = (count: number): PeerJob[] =>
  Array.from({ length: count }, (_, index) => ({ key: `thing-${index}`, amount: index, note: NOTE }));

/** Jobs stored by one call before the clock starts. */
export const JOBS_PER_INSERT = 2_000;
