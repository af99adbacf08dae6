import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Agent, AgentLevel, AgentStatus } from '../agent.js';
import { AGENT_STATUSES, LEVELS } from '../agent.js';
import {
  AgentCapabilityBody,
  AgentBudgetBody,
  ExecutorBody,
  PersonaBody,
  ResilienceBody,
  SlaBody,
} from './agent-parts.js';

export class AgentView implements Agent {
  @ApiProperty({ example: 'seo-sem-agent' }) id!: string;
  @ApiProperty({ example: 'SEO/SEM Agent' }) name!: string;
  @ApiProperty({ example: 'Marketing' }) department!: string;
  @ApiProperty({ enum: LEVELS }) level!: AgentLevel;
  @ApiProperty({ type: String, nullable: true, example: 'marketing-director' }) reportsTo!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'A second manager' }) alsoReportsTo!: string | null;
  @ApiProperty({ example: 'keyword/SEO research; search optimisation' }) role!: string;
  @ApiProperty({ description: 'Of the roster before' }) inLegacy!: boolean;
  @ApiProperty({ description: 'Of the roster after' }) inTarget!: boolean;
  @ApiProperty({ enum: AGENT_STATUSES }) status!: AgentStatus;
  @ApiProperty({ type: SlaBody }) sla!: SlaBody;
  @ApiProperty({ type: ExecutorBody }) executor!: ExecutorBody;
  @ApiProperty({ type: [String] }) tools!: readonly string[];
  @ApiProperty({ type: AgentBudgetBody }) budget!: AgentBudgetBody;
  @ApiProperty({ type: [PersonaBody] }) personas!: PersonaBody[];
  @ApiProperty({ type: [AgentCapabilityBody] }) capabilities!: AgentCapabilityBody[];
  @ApiProperty({ type: ResilienceBody }) resilience!: ResilienceBody;
  @ApiProperty({ type: [String], description: 'Where what is known of it was read' }) sources!: readonly string[];
  @ApiProperty({ example: 1 }) version!: number;
}

/** An agent as JSON; what it is kept as is what is shown. */
export const agentView = (agent: Agent): AgentView =>
  ({ ...agent, alsoReportsTo: agent.alsoReportsTo ?? null }) as AgentView;

export class AgentPageView {
  @ApiProperty({ type: [AgentView] }) items!: readonly AgentView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class AgentVersionView {
  @ApiProperty({ example: 3 }) version!: number;
  @ApiProperty({ example: 'capability copy.edit added' }) change!: string;
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: AgentView, description: 'All of it as it was then' }) agent!: AgentView;
}

export class AgentVersionPageView {
  @ApiProperty({ type: [AgentVersionView] }) items!: readonly AgentVersionView[];
  @ApiPropertyOptional() nextCursor?: string;
}
