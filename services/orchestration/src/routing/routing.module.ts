import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { Router } from '../tasks/ports.js';
import { PersonaRulesController } from './api/persona-rules.controller.js';
import { RoutingExplanations } from './api/routing-explanations.js';
import { RoutingController } from './api/routing.controller.js';
import { TrainingModule } from '../training/training.module.js';
import { CorrectionDesk } from './corrections/correction-desk.js';
import { LabelledMeasurements } from './labelled/labelled-measurements.js';
import { PersonaRouter } from './persona-router.js';
import { PersonaRuleDesk } from './rules/persona-rule-desk.js';
import { AgentConditions } from './state/agent-conditions.js';
import { LearnedSamples } from './state/learned-samples.js';
import { LivePersonaRules } from './state/live-persona-rules.js';

/** Who is for a task: persona rules, the decision, its explanation and how often it is right. */
@Module({
  imports: [RegistryModule, TrainingModule],
  controllers: [RoutingController, PersonaRulesController],
  providers: [
    ...[
      LivePersonaRules,
      LearnedSamples,
      AgentConditions,
      PersonaRuleDesk,
      RoutingExplanations,
      LabelledMeasurements,
      CorrectionDesk,
    ],
    { provide: Router, useClass: PersonaRouter },
  ],
  exports: [Router, LabelledMeasurements],
})
export class RoutingModule {}
