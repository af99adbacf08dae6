import { Injectable } from '@nestjs/common';
import { ActApprovalDecided } from '@vividwalls/events';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import { afterCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBell } from './approval-bell.js';
import { writeTold } from './approval-rows.js';

/**
 * Hears what was decided. Nothing is done because of it but to ask governance itself, under the same key: so it does not matter
 * in which order events come, how often, or whether a later one came first. What nobody here asked is passed over.
 */
@Injectable()
export class ApprovalHandlers {
  constructor(
    private readonly clock: Clock,
    private readonly bell: ApprovalBell,
  ) {}

  @HandlesBatch([ActApprovalDecided])
  async wake(tx: EntityManager, events: readonly EventEnvelope<ActApprovalDecided>[]): Promise<void> {
    // The last of a key, so that an update has one row for it.
    const told = [...new Map(events.map(({ data }) => [data.key, data])).values()];
    if ((await writeTold(tx, told, this.clock.now())) > 0) afterCommit(tx, () => this.bell.ring());
  }
}
