import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsObjectOf, IsText, IsTextOrNull } from '../core/rules.js';

/** More settings than a migration has, every kind of excluded work counted. */
export const SETTING_CHANGES_MAX = 100;
/** Longest value: a rule. */
export const SETTING_VALUE_MAX = 4_000;

/** One setting that is another now. */
export class MigrationSettingChange {
  /** `gates.matchShare`, `thresholds.p95Ms`, `advanceUpTo`, `isAutomatic`, or `excluded: ` and a kind of work. */
  @IsText(128) setting!: string;
  /** As text, a rule for a kind of excluded work; null where there was none. */
  @IsTextOrNull(SETTING_VALUE_MAX) before!: string | null;
  @IsTextOrNull(SETTING_VALUE_MAX) after!: string | null;
}

@Event(
  'vw.orchestration.migration.settings_changed.v1',
  'What a migration must show to go forward, what rolls it back, or what it does by itself was changed.',
)
export class MigrationSettingsChanged {
  @IsId() migrationId!: string;
  @IsId() targetAgentId!: string;
  @IsId() personaId!: string;
  /** The migration's version since then. */
  @IsInt() @Min(1) migrationVersion!: number;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SETTING_CHANGES_MAX)
  @IsObjectOf(() => MigrationSettingChange, { each: true })
  changes!: MigrationSettingChange[];
}
