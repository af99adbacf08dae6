import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsOneOf, IsText } from '../core/rules.js';

/** More personas or capabilities than one agent can have. */
export const AGENT_LIST_MAX = 200;

@Event('vw.orchestration.agent.set.v1', 'An agent was entered in the registry, or changed.')
export class AgentSet {
  @IsId() agentId!: string;
  @IsText(200) name!: string;
  @IsText(64) department!: string;
  @IsText(32) level!: string;
  @IsIdOrNull() reportsTo!: string | null;
  @IsOneOf(['planned', 'active', 'paused', 'retired']) status!: string;
  @IsBoolean() inLegacy!: boolean;
  @IsBoolean() inTarget!: boolean;
  @IsArray() @ArrayMaxSize(AGENT_LIST_MAX) @IsText(64, { each: true }) personas!: string[];
  @IsArray() @ArrayMaxSize(AGENT_LIST_MAX) @IsText(64, { each: true }) capabilities!: string[];
  @IsInt() @Min(1) agentVersion!: number;
  /** What was changed, in words. */
  @IsText(500) change!: string;
}
