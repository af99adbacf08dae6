import { Injectable } from '@nestjs/common';
import { CostIncurred } from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import { becauseOf } from '../journal/journal.js';
import { CostBook, type NewCost } from './cost-book.service.js';

/** What agents report of the cost of their work. */
@Injectable()
export class CostsHandlers {
  constructor(private readonly book: CostBook) {}

  @HandlesBatch([CostIncurred])
  async record(tx: EntityManager, events: readonly EventEnvelope<CostIncurred>[]): Promise<void> {
    await this.book.record(tx, events.filter(({ data }) => BigInt(data.amountMinor) !== 0n).map(costOf));
  }
}

function costOf(event: EventEnvelope<CostIncurred>): NewCost {
  const { agentId, category, amountMinor, currency, description, occurredAt, externalRef, campaign } = event.data;
  return {
    ...{ id: event.id, agentId, campaign, category, currency, description, externalRef },
    amountMinor: BigInt(amountMinor),
    occurredAt: new Date(occurredAt).toISOString(),
    book: event.test ? 'test' : 'real',
    because: becauseOf(event),
  };
}
