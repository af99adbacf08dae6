import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { GateFinding } from '@vividwalls/events';
import { MIGRATION_STATES, type MigrationState } from '../assignment.js';
import type { GateEvidence } from '../gates/evidence.js';
import { matchRate, type MatchRate } from '../gates/match-rate.js';
import { move } from '../migration-machine.js';
import { readSettings } from '../migration-settings.js';
import type { Migration, MigrationMove } from '../migration.js';
import { COMPARISON_VERDICTS, type ComparisonVerdict, type ShadowComparison } from '../outcomes/shadow-rows.js';
import { ExcludedBody, GatesBody, ThresholdsBody } from './migration-requests.js';
import type { SettingsChange } from './settings-change-rows.js';

const VERDICTS = ['passed', 'failed', 'unknown', 'overruled'] as const;

export class FindingView {
  @ApiProperty({ example: 'match' }) gate!: string;
  @ApiProperty({ enum: VERDICTS }) verdict!: string;
  @ApiProperty({ example: '100 of 100 proposals match; Wilson lower bound 96.3 % at 95 %, at least 95 %' })
  finding!: string;
}

export class MigrationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'b2b-sales-agent' }) targetAgentId!: string;
  @ApiProperty({ example: 'hospitality-sales-agent' }) personaId!: string;
  @ApiProperty({ type: [String], example: ['hospitality-sales-agent'] }) legacyAgentIds!: string[];
  @ApiProperty({ enum: MIGRATION_STATES }) state!: MigrationState;
  @ApiProperty({ format: 'date-time' }) stateSince!: string;
  @ApiProperty({ example: 1, description: 'How often it was planned' }) run!: number;
  @ApiProperty({ example: 3 }) version!: number;
  @ApiProperty({ description: 'Whether thresholds and gates move it by themselves' }) isAutomatic!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ example: 'user:owner' }) createdBy!: string;
}

export class MigrationPageView {
  @ApiProperty({ type: [MigrationView] }) items!: MigrationView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class ArmView {
  @ApiProperty({
    example: 120,
    description:
      'Ended tasks in this state; proposals, in shadow, of the target. Of the last 90 days, once it is retired',
  })
  samples!: number;
  @ApiProperty({ example: 2 }) errors!: number;
}

export class PercentIntervalView {
  @ApiProperty({ example: '94.1', description: 'Of a hundred' }) low!: string;
  @ApiProperty({ example: '99.5', description: 'Of a hundred' }) high!: string;
}

export class ShadowView {
  @ApiProperty({ example: 118 }) matches!: number;
  @ApiProperty({ example: 2 }) differences!: number;
  @ApiProperty({ example: 1, description: 'One of the two had no output' }) incomparable!: number;
}

export class MatchRateView implements MatchRate {
  @ApiProperty({ example: 120, description: 'Proposals that could be compared, in this run' }) compared!: number;
  @ApiProperty({ example: 118 }) matches!: number;
  @ApiProperty({ example: 1, description: 'One of the two had no output: they count neither way' })
  incomparable!: number;
  @ApiProperty({ type: String, nullable: true, example: '98.3', description: 'Of a hundred; null: nothing compared' })
  percent!: string | null;
  @ApiProperty({ type: PercentIntervalView, nullable: true, description: 'Wilson, at the confidence' })
  interval!: PercentIntervalView | null;
  @ApiProperty({ example: '95.0', description: 'Of the interval, of a hundred' }) confidencePercent!: string;
  @ApiProperty({ example: '95.0', description: 'What the lower end must reach' }) neededPercent!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why there is no rate' }) reason!: string | null;
}

export class ArmsView {
  @ApiProperty({ type: ArmView }) legacy!: ArmView;
  @ApiProperty({ type: ArmView }) target!: ArmView;
}

/** What of a migration a decision looks at first. */
export class MigrationStandingView extends MigrationView {
  @ApiProperty({ enum: MIGRATION_STATES, nullable: true, description: 'The next state forward; null: none' })
  leadsTo!: MigrationState | null;
  @ApiProperty({ description: 'Whether it can be given back to the legacy agent' }) canRollBack!: boolean;
  @ApiProperty({ type: [FindingView], description: 'What every gate on the way forward says now' })
  findings!: FindingView[];
  @ApiProperty({ type: MatchRateView }) match!: MatchRateView;
  @ApiProperty({ type: ArmsView }) arms!: ArmsView;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '3 of 20 tasks failed',
    description: 'Why it came into this state',
  })
  stateReason!: string | null;
}

export class StateCountView {
  @ApiProperty({ enum: MIGRATION_STATES }) state!: MigrationState;
  @ApiProperty({ example: 12 }) migrations!: number;
}

export class MigrationBoardView {
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({ type: [StateCountView], description: 'Every state, in the order in which they come' })
  states!: StateCountView[];
  @ApiProperty({ type: [MigrationStandingView], description: 'All there are: one for each persona at most' })
  items!: MigrationStandingView[];
}

export class MoveView {
  @ApiProperty({ example: 2 }) version!: number;
  @ApiProperty({ enum: MIGRATION_STATES, nullable: true }) from!: MigrationState | null;
  @ApiProperty({ enum: MIGRATION_STATES }) to!: MigrationState;
  @ApiProperty({ example: 'every gate passed' }) reason!: string;
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class SettingChangeView {
  @ApiProperty({ example: 'gates.matchShare' }) setting!: string;
  @ApiProperty({ type: String, nullable: true, example: '0.95' }) before!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '0.99' }) after!: string | null;
}

export class SettingsChangeView {
  @ApiProperty({ example: 4, description: 'The version since then' }) version!: number;
  @ApiProperty({ type: [SettingChangeView] }) changes!: SettingChangeView[];
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class SettingsView {
  @ApiProperty({ type: GatesBody }) gates!: GatesBody;
  @ApiProperty({ type: ThresholdsBody }) thresholds!: ThresholdsBody;
  @ApiProperty({ enum: MIGRATION_STATES, nullable: true }) advanceUpTo!: MigrationState | null;
}

export class MigrationDetailView extends MigrationStandingView {
  @ApiProperty({ type: SettingsView }) settings!: SettingsView;
  @ApiProperty({ type: [ExcludedBody] }) excluded!: ExcludedBody[];
  @ApiProperty({ type: ShadowView, description: 'Of this run' }) shadow!: ShadowView;
  @ApiProperty({ type: [MoveView], description: 'Newest first, 50 at most' }) moves!: MoveView[];
  @ApiProperty({ type: [SettingsChangeView], description: 'Who set what otherwise; newest first, 50 at most' })
  settingsChanges!: SettingsChangeView[];
}

export class ComparisonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 1 }) run!: number;
  @ApiProperty({ format: 'uuid', description: 'What was done' }) taskId!: string;
  @ApiProperty({ format: 'uuid', description: 'What would have been done' }) proposalTaskId!: string;
  @ApiProperty({ example: 'order.triage' }) capability!: string;
  @ApiProperty({ example: 'fields' }) comparator!: string;
  @ApiProperty({ enum: COMPARISON_VERDICTS }) verdict!: ComparisonVerdict;
  @ApiProperty({ example: 0.5 }) similarity!: number;
  @ApiProperty({ example: '/verdict: "accept" acted, "review" proposed' }) differences!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class ComparisonPageView {
  @ApiProperty({ type: [ComparisonView] }) items!: ComparisonView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class PlannedView {
  @ApiProperty({ example: 82, description: 'How many are new' }) planned!: number;
}

export function migrationView(migration: Migration): MigrationView {
  const { settings: _settings, excluded: _excluded, legacyAgentIds, stateSince, createdAt, ...rest } = migration;
  return {
    ...{ ...rest, legacyAgentIds: [...legacyAgentIds] },
    ...{ stateSince: stateSince.toISOString(), createdAt: createdAt.toISOString() },
  };
}

export function migrationStandingView(
  migration: Migration,
  { target, legacy, shadow }: Pick<GateEvidence, 'target' | 'legacy' | 'shadow'>,
  findings: readonly GateFinding[],
  stateReason: string | null,
): MigrationStandingView {
  const forward = move(migration.state, 'advance');
  const of = ({ samples, errors }: ArmView): ArmView => ({ samples, errors });
  return {
    ...migrationView(migration),
    leadsTo: forward.ok ? forward.to : null,
    canRollBack: move(migration.state, 'roll_back').ok,
    stateReason,
    findings: [...findings],
    match: matchRate(shadow, readSettings(migration.settings).gates),
    arms: { legacy: of(legacy), target: of(target) },
  };
}

/** A migration with everything that a decision on it needs. */
export function migrationDetailView(
  migration: Migration,
  evidence: GateEvidence,
  findings: readonly GateFinding[],
  {
    moves,
    settingsChanges,
  }: { readonly moves: readonly MigrationMove[]; readonly settingsChanges: readonly SettingsChange[] },
): MigrationDetailView {
  return {
    ...migrationStandingView(migration, evidence, findings, moves[0]?.reason ?? null),
    settings: readSettings(migration.settings),
    excluded: [...migration.excluded],
    shadow: { ...evidence.shadow },
    moves: moves.map((move) => ({ ...move, findings: [...move.findings], at: move.at.toISOString() })),
    settingsChanges: settingsChanges.map((one) => ({ ...one, changes: [...one.changes], at: one.at.toISOString() })),
  };
}

export function comparisonView({ migrationId: _migrationId, at, ...comparison }: ShadowComparison): ComparisonView {
  return { ...comparison, at: at.toISOString() };
}
