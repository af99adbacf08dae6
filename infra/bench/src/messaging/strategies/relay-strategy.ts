import type { NewEvent } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';

/**
 * One way to find the rows of an outbox that are not published yet, although ids are given before commit and a lower one may
 * become visible after a higher one. All of them publish alike: pipelined, adaptive batches, marked without waiting for the
 * disk.
 */
export interface RelayStrategy {
  /** Appends events within a transaction and returns their message ids. */
  append(tx: EntityManager, events: readonly NewEvent[]): Promise<string[]>;
  start(): Promise<void>;
  /** Says that something was committed. */
  wake(): void;
  stop(): Promise<void>;
  readonly published: number;
}

export type StrategyName = 'index' | 'snapshot' | 'position';
