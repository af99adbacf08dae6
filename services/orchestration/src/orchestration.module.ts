import { Module } from '@nestjs/common';
import { ExecutorsModule } from './executors/executors.module.js';
import { ConsolidationModule } from './consolidation/consolidation.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { ActivationModule } from './activation/activation.module.js';
import { TrainingModule } from './training/training.module.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { OverviewModule } from './figures/overview.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { RegistryModule } from './registry/registry.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { TasksModule } from './tasks/tasks.module.js';

@Module({
  imports: [
    ExecutorsModule,
    RegistryModule,
    DocumentsModule,
    ConsolidationModule,
    TasksModule,
    RoutingModule,
    ActivationModule,
    KnowledgeModule,
    TrainingModule,
    FiguresModule,
    OverviewModule,
    McpModule,
    SchedulesModule,
  ],
})
export class OrchestrationModule {}
