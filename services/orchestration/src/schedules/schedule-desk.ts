import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, CONFIG, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { OrchestrationConfig } from '../orchestration.config.js';
import { nextTime, type Schedule, type ScheduleRule } from './schedule.js';
import { addSchedule, changeSchedule, findSchedule } from './schedule-rows.js';
import { seededSchedules } from './seeds/seeds.js';

/** What people change of a schedule; what is left out stays. */
export type ScheduleWish = Partial<ScheduleRule & { readonly enabled: boolean }>;

/** Schedules, as they are delivered and as people change them. */
@Injectable()
export class ScheduleDesk implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<OrchestrationConfig, 'SHOP_TIME_ZONE'>,
  ) {}

  async onModuleInit(): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      for (const seeded of seededSchedules()) {
        const rule = { ...seeded, timeZone: this.config.SHOP_TIME_ZONE };
        await addSchedule(tx, {
          ...{ ...rule, enabled: true, nextAt: nextTime(rule, now), lastTaskId: null, lastAt: null },
          ...{ updatedAt: now, updatedBy: 'system' },
        });
      }
    });
  }

  /** From now on it comes by the new rule; times that passed while it was off are not made up for. @throws Problem 404, 422 */
  change(
    id: string,
    wish: ScheduleWish,
    by: { readonly actor: string; readonly keyed?: KeyedRequest | undefined },
  ): Promise<Schedule> {
    return this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await once(tx, by.keyed, now, async () => {
        const before = await findSchedule(tx, id, true);
        if (!before) throw noSchedule(id);
        const after = { ...before, ...wish };
        const rule = { ...after, weekday: after.every === 'day' ? null : after.weekday };
        if (rule.every === 'week' && rule.weekday === null)
          throw new Problem(422, 'Not acceptable', 'One that comes every week needs its weekday, 1 (Monday) to 7.');
        await changeSchedule(tx, id, { ...rule, nextAt: nextTime(rule, now), changedAt: now, by: by.actor });
        return { id };
      });
      return (await findSchedule(tx, id))!;
    });
  }
}

export const noSchedule = (id: string): Problem =>
  new Problem(404, 'Not found', `There is no schedule ${id.slice(0, 64)}.`);
