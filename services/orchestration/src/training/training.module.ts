import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { TASK_ENDINGS } from '../tasks/ports.js';
import { TrainingController } from './api/training.controller.js';
import { ExpertiseBook } from './expertise/expertise-book.js';
import { LlmGrader } from './modules/llm-grader.js';
import { TrainingDesk } from './modules/training-desk.js';

/** How good agents are: training that is graded, outcomes of work, and what both come to. */
@Module({
  imports: [RegistryModule],
  controllers: [TrainingController],
  providers: [TrainingDesk, LlmGrader, ExpertiseBook, { provide: TASK_ENDINGS, useExisting: ExpertiseBook }],
  exports: [ExpertiseBook],
})
export class TrainingModule {}
