import { Injectable } from '@nestjs/common';
import { FACT_STREAMS } from '@vividwalls/events';
import { ConsumesRaw, type Delivery, type RawHandler } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { linkHash } from './chain-link.js';
import { append, lockHead, recorded, type StoredEntry } from './chain.queries.js';
import { entryOfDelivery } from './entry-of-delivery.js';

/**
 * Hears every stream of facts and appends each message once to the hash chain.
 *
 * Invariants: positions are 1…n without a gap; each hash covers the one before; the head row names the last. They hold
 * because the head is locked for the whole batch and entries, head and (by redelivery) acknowledgement follow one
 * commit. A message is known by its stream, the stream's life and its sequence, so a repeat is skipped whatever its
 * content, and a stream that was lost and made anew is recorded as a new one.
 */
@Injectable()
@ConsumesRaw({ name: 'audit', streams: FACT_STREAMS.map(({ name }) => name) })
export class ChainRecorder implements RawHandler {
  constructor(private readonly clock: Clock) {}

  async handle(tx: EntityManager, deliveries: readonly Delivery[]): Promise<void> {
    const messages = deliveries.map(entryOfDelivery);
    const head = await lockHead(tx);
    const known = await recorded(tx, messages);
    const recordedAtMs = BigInt(this.clock.now().getTime());
    let { position, hash } = head;
    const entries: StoredEntry[] = [];
    for (const message of messages) {
      const place = `${message.stream}/${message.streamCreatedAt}/${message.sequence}`;
      if (known.has(place)) continue;
      known.add(place);
      position += 1n;
      const entry = { ...message, position, recordedAtMs };
      const previousHash = hash;
      hash = linkHash(previousHash, entry);
      entries.push({ ...entry, previousHash, hash });
    }
    await append(tx, entries);
  }
}
