import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** One recorded event, as the live stream tells it; what it holds is asked for by its position. */
export interface LiveEvent {
  /** Of the chain: the stream's order, and what a client that comes back names. */
  readonly position: string;
  readonly stream: string;
  /** Null: a message that is no event; it has a place in the chain all the same. */
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly recordedAt: string;
  readonly correlationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
}

interface Row {
  readonly position: string;
  readonly stream: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly recorded_at_ms: string;
  readonly correlation_id: string | null;
  readonly actor: string | null;
  readonly test: boolean;
}

/** Reads what was appended to the chain, in its order. */
@Injectable()
export class NewEntries {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The chain's end: 0 when it is empty. */
  async head(): Promise<bigint> {
    const [row] = await this.dataSource.query<{ position: string | null }[]>(
      'SELECT max(position) AS position FROM chain',
    );
    return BigInt(row?.position ?? 0);
  }

  /** Entries after a position, oldest first. Positions have no gaps, so that nothing that comes later comes before. */
  async after(position: bigint, limit: number): Promise<LiveEvent[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT position, stream, type, subject, time, recorded_at_ms, correlation_id, actor, test FROM chain
       WHERE position > $1 ORDER BY position LIMIT $2`,
      [position.toString(), limit],
    );
    return rows.map(({ recorded_at_ms: at, correlation_id: correlationId, ...row }) => ({
      ...row,
      correlationId,
      recordedAt: new Date(Number(at)).toISOString(),
    }));
  }
}
