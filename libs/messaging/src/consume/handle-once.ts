import type { EntityManager } from 'typeorm';
import { coreMessage, type CoreIdentity } from '../core-event.js';
import { failpoint } from '../failpoints.js';
import { claim } from '../inbox/claim.js';
import type { Outbox } from '../outbox/outbox.js';
import { atOrigin, redriveOf } from '../redrive/redrive-message.js';
import type { ConsumerDefinition, DecodedDelivery, Delivery } from './consumer-definition.js';

/** Who replaces a read model's tables holds up its consumer by this lock, taken exclusively. */
export const consumptionLock = (consumer: string): string => `consume:${consumer}`;

/** Who the core speaks as, and the outbox it speaks through. */
export interface Announcer {
  readonly identity: CoreIdentity;
  readonly outbox: Outbox;
}

/**
 * Handles deliveries in a transaction, each event once: what the inbox knows already is left out, what it learns commits
 * with the effects. A redriven event that is handled is announced in the same transaction.
 * @param begin told which of them are new, before they are handled
 * @returns how many were repeats
 */
export async function handleOnce(
  tx: EntityManager,
  definition: ConsumerDefinition,
  deliveries: readonly Delivery[],
  announcer: Announcer,
  begin: (due: readonly Delivery[]) => void = () => undefined,
): Promise<number> {
  if (definition.kind === 'raw') {
    begin(deliveries);
    await definition.handle(tx, deliveries.map(atOrigin));
    await announceRedriven(tx, definition.name, deliveries, announcer);
    failpoint('consumer.handled');
    return 0;
  }
  if (definition.isReadModel) {
    await tx.query('SELECT pg_advisory_xact_lock_shared(hashtext($1))', [consumptionLock(definition.name)]);
  }
  const decoded = deliveries as readonly DecodedDelivery[];
  const fresh = await claim(
    tx,
    definition.name,
    decoded.map(({ envelope }) => envelope.id),
  );
  failpoint('consumer.claimed');
  const due = decoded.filter(({ envelope }) => fresh.delete(envelope.id)).map(atOrigin);
  begin(due);
  if (due.length > 0) await definition.handle(tx, due);
  await announceRedriven(tx, definition.name, deliveries, announcer);
  failpoint('consumer.handled');
  return decoded.length - due.length;
}

async function announceRedriven(
  tx: EntityManager,
  consumer: string,
  deliveries: readonly Delivery[],
  { identity, outbox }: Announcer,
): Promise<void> {
  const messages = deliveries.flatMap((delivery) => {
    const redrive = redriveOf(delivery);
    if (!redrive) return [];
    const { letterId, count } = redrive;
    return [
      coreMessage(identity, { name: 'dlq.letter.handled', subject: letterId, data: { letterId, consumer, count } }),
    ];
  });
  if (messages.length > 0) await outbox.appendMessages(tx, messages);
}
