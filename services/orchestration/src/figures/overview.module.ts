import { Module } from '@nestjs/common';
import { KnowledgeModule } from '../knowledge/knowledge.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { AttentionController } from './attention/attention.controller.js';
import { FiguresController } from './figures.controller.js';
import { FiguresModule } from './figures.module.js';
import { Scoreboard } from './scoreboard/scoreboard.js';
import { ScoreboardController } from './scoreboard/scoreboard.controller.js';
import { ShopFigures } from './shop-figures.js';

/** The shop at a glance: figures, the plan's success metrics, and what needs a person. */
@Module({
  imports: [FiguresModule, KnowledgeModule, RoutingModule, RegistryModule],
  controllers: [FiguresController, ScoreboardController, AttentionController],
  providers: [ShopFigures, Scoreboard],
})
export class OverviewModule {}
