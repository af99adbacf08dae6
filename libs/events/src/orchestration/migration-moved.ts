import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsObjectOf, IsOneOf, IsText, IsTextOrNull } from '../core/rules.js';
import { AGENT_LIST_MAX } from './agent-set.js';

export const MIGRATION_STEPS = [
  ...(['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired', 'rolled_back'] as const),
] as const;

/** One condition of a step forward, or of a step back, and what was measured. */
export class GateFinding {
  @IsText(64) gate!: string;
  @IsOneOf(['passed', 'failed', 'unknown', 'overruled']) verdict!: string;
  /** The figures, the statistic and the threshold, in words. */
  @IsText(500) finding!: string;
}

@Event(
  'vw.orchestration.migration.moved.v1',
  'The migration of legacy agents to one of the 28 took a step, forward or back.',
)
export class MigrationMoved {
  @IsId() migrationId!: string;
  @IsId() targetAgentId!: string;
  @IsId() personaId!: string;
  @IsArray() @ArrayMaxSize(AGENT_LIST_MAX) @IsText(128, { each: true }) legacyAgentIds!: string[];
  /** Null when it was planned just now. */
  @IsTextOrNull(32) from!: string | null;
  @IsOneOf(MIGRATION_STEPS) to!: string;
  @IsInt() @Min(1) migrationVersion!: number;
  @IsText(1_000) reason!: string;
  @IsArray() @ArrayMaxSize(20) @IsObjectOf(() => GateFinding, { each: true }) findings!: GateFinding[];
}
