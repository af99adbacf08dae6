import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { TaskDesk } from '../tasks/ports.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { SchedulesController } from './api/schedules.controller.js';
import { ScheduleDesk } from './schedule-desk.js';
import { ScheduleSweeper } from './schedule-sweeper.js';

/** Looks after the schedules while this process runs. */
@Injectable()
class ScheduleClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sweeper: ScheduleSweeper;

  constructor(work: UnitOfWork, desk: TaskDesk, clock: Clock, @Inject(LOG) log: Log) {
    this.sweeper = new ScheduleSweeper({ work, desk, clock, log });
  }

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
  }
}

/** Work that comes at a time. */
@Module({
  imports: [TasksModule],
  controllers: [SchedulesController],
  providers: [ScheduleDesk, ScheduleClock],
})
export class SchedulesModule {}
