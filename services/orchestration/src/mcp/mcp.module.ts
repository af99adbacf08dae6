import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { KnowledgeModule } from '../knowledge/knowledge.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { CallLimit } from './calls/call-limit.js';
import { CallRecords } from './calls/call-records.js';
import { ToolDesk } from './calls/tool-desk.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { ToolSources } from './tool-sources.js';

/** `/mcp`: what agents may look up, report and ask for, through the Model Context Protocol. */
@Module({
  imports: [RegistryModule, KnowledgeModule, FiguresModule],
  providers: [ToolSources, CallLimit, CallRecords, ToolDesk, McpEndpoint],
})
export class McpModule {}
