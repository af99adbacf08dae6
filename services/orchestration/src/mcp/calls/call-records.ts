import { Injectable } from '@nestjs/common';
import { ToolCalled } from '@vividwalls/events';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { GroupCommit } from '@vividwalls/persistence';
import { Clock } from '@vividwalls/platform';
import type { Caller } from '../caller.js';

/** A call as the audit hears of it. */
export interface CallRecord extends Omit<ToolCalled, 'caller' | 'agentId'> {
  readonly caller: Caller;
}

interface Kept extends CallRecord {
  readonly time: string;
}

/**
 * Tells the audit of every call, refused ones too, through the outbox. A call is answered once its record is committed; records
 * that come while a transaction runs are written together by the next one.
 */
@Injectable()
export class CallRecords {
  private readonly groups = new GroupCommit<Kept, void>({ decide: (group) => this.write(group) });

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws when it could not be written: the call must not be answered then */
  keep(record: CallRecord): Promise<void> {
    return this.groups.ask({ ...record, time: this.clock.now().toISOString() });
  }

  private async write(group: readonly Kept[]): Promise<void[]> {
    await this.work.run((tx) =>
      this.outbox.append(
        tx,
        group.map(({ caller, time, ...told }) => ({
          ...{ event: ToolCalled, subject: caller.actor, actor: caller.actor, time },
          data: { caller: caller.actor, agentId: caller.agentId, ...told },
        })),
      ),
    );
    return group.map(() => undefined);
  }
}
