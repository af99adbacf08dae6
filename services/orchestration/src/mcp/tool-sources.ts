import { Inject, Injectable } from '@nestjs/common';
import { Requests } from '@vividwalls/messaging';
import { Clock, CONFIG } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { FigureReader } from '../figures/figure-reader.js';
import { KnowledgeReader } from '../knowledge/api/knowledge-reader.js';
import type { OrchestrationConfig } from '../orchestration.config.js';

/** What tools are made of. A tool that needs something else adds it here. */
@Injectable()
export class ToolSources {
  constructor(
    readonly knowledge: KnowledgeReader,
    readonly figures: FigureReader,
    readonly requests: Requests,
    readonly clock: Clock,
    @Inject(DataSource) readonly dataSource: DataSource,
    @Inject(CONFIG) readonly config: OrchestrationConfig,
  ) {}
}
