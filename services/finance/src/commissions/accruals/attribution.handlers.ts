import { Injectable } from '@nestjs/common';
import { AttributionSet } from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import { becauseOf } from '../../journal/journal.js';
import { CommissionAccruals } from './commission-accruals.service.js';
import type { Occasion } from './period-batch.js';

/**
 * Credits of orders were set. An event only says where to look: it may be late, come twice, or after a newer one, so what the
 * credits are is read where they are kept.
 */
@Injectable()
export class AttributionHandlers {
  constructor(private readonly accruals: CommissionAccruals) {}

  @HandlesBatch([AttributionSet])
  async accrue(tx: EntityManager, events: readonly EventEnvelope<AttributionSet>[]): Promise<void> {
    const occasions = new Map(
      events.map((event): [string, Occasion] => [
        event.data.orderId,
        { because: becauseOf(event), occurredAt: new Date(event.data.occurredAt).toISOString() },
      ]),
    );
    await this.accruals.restate(tx, occasions);
  }
}
