import { Module } from '@nestjs/common';
import { PlaybookExecutor } from '../playbooks/engine/playbook.executor.js';
import { PlaybooksModule } from '../playbooks/playbooks.module.js';
import { Executors } from '../tasks/ports.js';
import { EXECUTOR_STRATEGIES, ExecutorsByKind } from './executors.js';
import type { Executor } from './executor.js';
import { HumanExecutor } from './human/human.executor.js';
import { LlmExecutor } from './llm/llm.executor.js';
import { N8nExecutor } from './n8n/n8n.executor.js';

const STRATEGIES = [PlaybookExecutor, N8nExecutor, LlmExecutor, HumanExecutor];

/** The ways in which work gets done. One more is a class and one more entry above. */
@Module({
  imports: [PlaybooksModule],
  providers: [
    ...[N8nExecutor, LlmExecutor, HumanExecutor],
    { provide: EXECUTOR_STRATEGIES, inject: STRATEGIES, useFactory: (...strategies: Executor[]) => strategies },
    ExecutorsByKind,
    { provide: Executors, useExisting: ExecutorsByKind },
  ],
  exports: [Executors, ExecutorsByKind, PlaybooksModule],
})
export class ExecutorsModule {}
