import type { UnitOfWork } from '@vividwalls/messaging';
import type { Clock } from '@vividwalls/platform';
import type { DataSource, EntityManager } from 'typeorm';
import { ApprovalBell } from '../approval-bell.js';
import { ApprovalDesk } from '../approval-desk.js';
import { ApprovalHandlers } from '../approval.handlers.js';
import { ApprovalsWanted } from '../approvals-wanted.js';
import type { Governance } from '../governance.js';
import { GuardedEffects } from '../guarded-effect.js';
import { GovernanceStandIn } from './governance-stand-in.js';

/** What asks for leave, as one process of the service has it, without a loop of its own: a spec says when it is tended. */
export class LeaveOffice {
  readonly bell = new ApprovalBell();
  readonly effects = new GuardedEffects();
  readonly wanted: ApprovalsWanted;
  readonly desk: ApprovalDesk;
  readonly handlers: ApprovalHandlers;
  readonly warnings: string[] = [];

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
    readonly governance: GovernanceStandIn = new GovernanceStandIn(),
  ) {
    // Nothing is relayed here, so that there is nothing to wake.
    const work = { run: <T>(run: (tx: EntityManager) => Promise<T>) => dataSource.transaction(run) } as UnitOfWork;
    this.wanted = new ApprovalsWanted(clock, this.bell);
    this.handlers = new ApprovalHandlers(clock, this.bell);
    const log = {
      warn: (message: string, about?: object) => this.warnings.push(`${message} ${JSON.stringify(about)}`),
    };
    this.desk = new ApprovalDesk(work, dataSource, clock, governance as Governance, this.effects, log);
  }

  /** Until nothing is due any more. */
  async tend(): Promise<void> {
    while ((await this.desk.tend()) > 0);
  }

  /** People decide on what waits; the news of it comes, and is tended. */
  async decide(key: string, ...word: Parameters<GovernanceStandIn['decide']> extends [string, ...infer R] ? R : never) {
    await this.tend();
    await this.hear(this.governance.decide(key, ...word));
    await this.tend();
  }

  /** As the consumer does: a batch is a transaction. */
  hear(...events: Parameters<ApprovalHandlers['wake']>[1]): Promise<void> {
    return this.dataSource.transaction((tx) => this.handlers.wake(tx, events));
  }
}
