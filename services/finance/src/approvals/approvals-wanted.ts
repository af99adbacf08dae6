import { Injectable } from '@nestjs/common';
import { afterCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { ApprovalBell } from './approval-bell.js';
import { insertWanted, writeUnneeded } from './approval-rows.js';
import { approvalKey, type EffectKind } from './asked-approval.js';

export interface WantedLeave {
  readonly kind: EffectKind;
  readonly effectId: string;
  /** Who asks: nobody votes on what they asked for. */
  readonly requestedBy: string;
}

/**
 * Where an effect says that it needs leave, in the transaction that writes the effect down: nobody is asked in it. Who asks
 * governance is woken by the commit.
 */
@Injectable()
export class ApprovalsWanted {
  constructor(
    private readonly clock: Clock,
    private readonly bell: ApprovalBell,
  ) {}

  async want(tx: EntityManager, wanted: readonly WantedLeave[]): Promise<void> {
    if (wanted.length === 0) return;
    const rows = wanted.map((one) => ({ ...one, key: approvalKey(one.kind, one.effectId) }));
    await insertWanted(tx, rows, this.clock.now());
    this.ringAfter(tx);
  }

  /** What waited for leave does not any more; the question is withdrawn. */
  async unneeded(tx: EntityManager, kind: EffectKind, effectIds: readonly string[], reason: string): Promise<void> {
    if (effectIds.length === 0) return;
    const keys = effectIds.map((id) => approvalKey(kind, id));
    await writeUnneeded(tx, keys, reason, this.clock.now());
    this.ringAfter(tx);
  }

  private ringAfter(tx: EntityManager): void {
    afterCommit(tx, () => this.bell.ring());
  }
}
