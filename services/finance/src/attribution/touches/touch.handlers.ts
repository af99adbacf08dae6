import { Injectable } from '@nestjs/common';
import { CheckoutCreated, CheckoutUpdated, InteractionRecorded } from '@vividwalls/events';
import { HandlesBatch, Permanent, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { becauseOf } from '../../journal/journal.js';
import { keepCheckouts } from './checkout-store.js';
import { checkoutVisit } from './checkout-visit.js';
import { interactionTouch } from './interaction-touch.js';
import { LateTouches } from '../late/late-touches.service.js';
import { faultOfTime } from './touch-limits.js';
import { findSources } from '../sources/touch-sources.store.js';
import { keepTouches } from './touch-store.js';
import { marksOf, touchesOfVisit } from './visit-touches.js';

/**
 * What others tell of touches. Here they are only kept, by inserts that wait for nobody; orders that stand already are
 * looked at afterwards, in a transaction of their own (`LateTouches`).
 */
@Injectable()
export class TouchHandlers {
  constructor(
    private readonly clock: Clock,
    private readonly late: LateTouches,
  ) {}

  @HandlesBatch([InteractionRecorded])
  async interactions(tx: EntityManager, events: readonly EventEnvelope<InteractionRecorded>[]): Promise<void> {
    const now = this.clock.now();
    const tellings = events.map((event) => ({ touch: interactionTouch(event.data, event), because: becauseOf(event) }));
    for (const { touch, because } of tellings) refuseFuture(touch.occurredAt, now, because.eventId);
    await keepTouches(tx, tellings, now);
    this.late.expect();
  }

  @HandlesBatch([CheckoutCreated, CheckoutUpdated])
  async checkouts(
    tx: EntityManager,
    events: readonly EventEnvelope<CheckoutCreated | CheckoutUpdated>[],
  ): Promise<void> {
    const now = this.clock.now();
    const visits = events.map((event) => ({ event, visit: checkoutVisit(event.data.checkout, event) }));
    for (const { event, visit } of visits) refuseFuture(visit.occurredAt, now, event.id);
    const sources = await findSources(
      tx,
      visits.flatMap(({ visit }) => marksOf(visit)),
    );
    const tellings = visits.flatMap(({ event, visit }) =>
      touchesOfVisit(visit, sources).map((touch) => ({ touch, because: becauseOf(event) })),
    );
    await keepTouches(tx, tellings, now);
    await keepCheckouts(
      tx,
      visits
        .filter(({ visit }) => !visit.test)
        .map(({ event, visit }) => ({
          checkoutId: event.data.checkout.checkoutId,
          createdAt: visit.occurredAt,
          keys: visit.keys,
          because: becauseOf(event),
        })),
    );
    this.late.expect();
  }
}

/** Nothing can have led to an order before it happened, and waiting would not make the report true. */
function refuseFuture(occurredAt: string, now: Date, eventId: string): void {
  const fault = faultOfTime(occurredAt, now);
  if (fault) throw new Permanent(`touch of event ${eventId} ${fault}`);
}
