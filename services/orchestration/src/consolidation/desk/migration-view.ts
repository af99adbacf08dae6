import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { GateFinding } from '@vividwalls/events';
import { MIGRATION_STATES, type MigrationState } from '../assignment.js';
import type { GateEvidence } from '../gates/evidence.js';
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

export class ShadowView {
  @ApiProperty({ example: 118 }) matches!: number;
  @ApiProperty({ example: 2 }) differences!: number;
  @ApiProperty({ example: 1, description: 'One of the two had no output' }) incomparable!: number;
}

export class ArmsView {
  @ApiProperty({ type: ArmView }) legacy!: ArmView;
  @ApiProperty({ type: ArmView }) target!: ArmView;
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

export class MigrationDetailView extends MigrationView {
  @ApiProperty({ type: SettingsView }) settings!: SettingsView;
  @ApiProperty({ type: [ExcludedBody] }) excluded!: ExcludedBody[];
  @ApiProperty({ type: [FindingView], description: 'What every gate on the way forward says now' })
  findings!: FindingView[];
  @ApiProperty({ type: ArmsView }) arms!: ArmsView;
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

/** A migration with everything that a decision on it needs. */
export function migrationDetailView(
  migration: Migration,
  { target, legacy, shadow }: GateEvidence,
  findings: readonly GateFinding[],
  {
    moves,
    settingsChanges,
  }: { readonly moves: readonly MigrationMove[]; readonly settingsChanges: readonly SettingsChange[] },
): MigrationDetailView {
  const of = ({ samples, errors }: ArmView): ArmView => ({ samples, errors });
  return {
    ...migrationView(migration),
    settings: readSettings(migration.settings),
    excluded: [...migration.excluded],
    findings: [...findings],
    arms: { legacy: of(legacy), target: of(target) },
    shadow: { ...shadow },
    moves: moves.map((move) => ({ ...move, findings: [...move.findings], at: move.at.toISOString() })),
    settingsChanges: settingsChanges.map((one) => ({ ...one, changes: [...one.changes], at: one.at.toISOString() })),
  };
}

export function comparisonView({ migrationId: _migrationId, at, ...comparison }: ShadowComparison): ComparisonView {
  return { ...comparison, at: at.toISOString() };
}
