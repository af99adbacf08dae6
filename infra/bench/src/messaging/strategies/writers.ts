import { Chance } from '@vividwalls/simulator';
import type { DataSource } from 'typeorm';
import { thing } from '../thing-counted.js';
import type { RelayStrategy } from './relay-strategy.js';
import { wallClock } from './wall-clock.js';

export const WRITERS = 4;
export const EVENTS_PER_TRANSACTION = { from: 1, to: 20 };

export interface Written {
  /** When the commit had returned, ms since the epoch, by message id. */
  readonly committedAt: ReadonlyMap<string, number>;
  readonly transactions: number;
  readonly seconds: number;
}

/**
 * Writers that commit transactions of 1 to 20 events for some seconds: flat out, or `perSecond` transactions of all of them
 * together. The same sizes in the same order every time.
 */
export async function writeEvents(
  dataSource: DataSource,
  strategy: RelayStrategy,
  { seconds, perSecond }: { seconds: number; perSecond?: number },
): Promise<Written> {
  const now = wallClock();
  const committedAt = new Map<string, number>();
  const start = performance.now();
  const end = start + seconds * 1_000;
  const gapMs = perSecond === undefined ? 0 : (WRITERS * 1_000) / perSecond;
  let transactions = 0;
  const writer = async (number: number): Promise<void> => {
    const chance = new Chance(`writer ${number}`);
    for (let due = start + (gapMs * number) / WRITERS; due < end; due += gapMs) {
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (performance.now() >= end) return;
      const events = Array.from(
        { length: chance.between(EVENTS_PER_TRANSACTION.from, EVENTS_PER_TRANSACTION.to) },
        (_, index) => thing(index),
      );
      const ids = await dataSource.transaction((tx) => strategy.append(tx, events));
      const at = now();
      for (const id of ids) committedAt.set(id, at);
      strategy.wake();
      transactions += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  return { committedAt, transactions, seconds: (performance.now() - start) / 1_000 };
}
