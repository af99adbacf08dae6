import { randomUUID } from 'node:crypto';
import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Outbox, Requests, UnitOfWork } from '@vividwalls/messaging';
import { Clock, CONFIG, LOG, type Log } from '@vividwalls/platform';
import { hostname } from 'node:os';
import type { OrchestrationConfig } from '../orchestration.config.js';
import { observePaths } from '../registry/observed-paths.js';
import { Rosters } from '../registry/roster.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ApprovalDecisionHandlers } from './approvals/approval-decisions.handlers.js';
import { TaskActs } from './acts/task-acts.js';
import { TaskOrders } from './acts/task-orders.js';
import { QueueController } from './api/queue.controller.js';
import { TasksController } from './api/tasks.controller.js';
import { Chance, RealChance } from './chance.js';
import { TaskChanges } from './changes/task-changes.js';
import { AgentsAtWorkController } from './at-work/agents-at-work.controller.js';
import { TaskBook } from './enqueue/task-book.js';
import { Assignments, Executors, Router, TASK_ENDINGS, TaskDesk, type HearsTaskEndings } from './ports.js';
import { OutcomeReports } from './reports/outcome-reports.js';
import { RUNNER_SETTINGS } from './runner/runner-settings.js';
import { TaskRunner } from './runner/task-runner.js';
import { WakeUps } from './runner/wake-ups.js';
import { SpendSweeper } from './spends/spend-sweeper.js';
import { StopRooms } from './stops/stop-rooms.js';
import { StopSweeper } from './stops/stop-sweeper.js';

/** Runs the engine while this process runs. The ports are looked up when it starts: their modules need the desk of this one. */
@Injectable()
class Engine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: { stop(): Promise<void> }[] = [];

  constructor(
    private readonly ports: ModuleRef,
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly requests: Requests,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
    private readonly desk: TaskDesk,
    private readonly changes: TaskChanges,
    private readonly wakeUps: WakeUps,
    private readonly chance: Chance,
    @Inject(CONFIG) private readonly config: OrchestrationConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { work, outbox, requests, clock, rosters, desk, changes, wakeUps, log } = this;
    const sweepers = [
      new SpendSweeper({ work, requests, clock, log }),
      new StopSweeper({ work, outbox, requests, rosters, wakeUps, clock, log }),
    ];
    for (const sweeper of sweepers) sweeper.start();
    this.running.push(...sweepers);
    const [router, assignments, executors] = [this.port(Router), this.port(Assignments), this.port(Executors)];
    if (!router || !assignments || !executors) {
      log.warn('tasks are taken and not worked on: no router, no assignments or no executors');
      return;
    }
    const runner = new TaskRunner({
      ...{ work, outbox, requests, clock, log, rosters, router, assignments, executors, desk, changes, wakeUps },
      ...{ observePaths, currency: this.config.SHOP_CURRENCY, chance: () => this.chance.next() },
      ...{ owner: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`, settings: RUNNER_SETTINGS },
    });
    runner.start();
    this.running.push(runner);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running.map((part) => part.stop()));
  }

  private port<T>(token: abstract new () => T): T | undefined {
    try {
      return this.ports.get<T>(token, { strict: false });
    } catch {
      return undefined;
    }
  }
}

/** Work: asked for, done, and seen by people. */
@Module({
  imports: [RegistryModule],
  controllers: [AgentsAtWorkController, QueueController, TasksController],
  providers: [
    ...[WakeUps, TaskActs, TaskOrders, OutcomeReports, ApprovalDecisionHandlers, StopRooms, Engine],
    { provide: Chance, useClass: RealChance },
    { provide: TaskDesk, useClass: TaskBook },
    {
      provide: TaskChanges,
      inject: [Outbox, WakeUps, ModuleRef],
      useFactory: (outbox: Outbox, wakeUps: WakeUps, modules: ModuleRef) => {
        let hearers: readonly HearsTaskEndings[] | undefined;
        return new TaskChanges(outbox, wakeUps, () => (hearers ??= hearersIn(modules)));
      },
    },
  ],
  exports: [TaskDesk, TaskActs, WakeUps],
})
export class TasksModule {}

/** All that hear of ends: any module provides some under the token. */
function hearersIn(modules: ModuleRef): HearsTaskEndings[] {
  try {
    return modules.get<HearsTaskEndings>(TASK_ENDINGS, { strict: false, each: true }).flat();
  } catch {
    return [];
  }
}
