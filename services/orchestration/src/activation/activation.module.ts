import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { ActivationLog } from './activation-log.js';
import { ActivationHandlers } from './activation.handlers.js';
import { ActivationRulesController } from './api/activation-rules.controller.js';
import { DryRunDesk } from './dry-run/dry-run-desk.js';
import { PastEventReader } from './dry-run/past-events.js';
import { ActivationRuleDesk } from './rules/activation-rule-desk.js';
import { LiveActivationRules } from './rules/live-activation-rules.js';

/** Rules that make tasks of events. */
@Module({
  imports: [RegistryModule, TasksModule],
  controllers: [ActivationRulesController],
  providers: [
    ...[LiveActivationRules, ActivationRuleDesk, ActivationLog, ActivationHandlers],
    ...[PastEventReader, DryRunDesk],
  ],
})
export class ActivationModule {}
