import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PersonaRuleBody } from './persona-rule.js';
import { RULE_STATES, type RuleState } from './rule-state.js';
import type { StoredRule } from './versioned-rules.js';

/** What every rule shows. */
export class RuleView {
  @ApiProperty({ type: String, example: 'hospitality-sales-words' }) id!: string;
  @ApiProperty({ type: String, example: 'hospitality sales: words' }) name!: string;
  @ApiProperty({ type: String, example: 'mentions(text, ["hotel*"])' }) when!: string;
  @ApiProperty({ enum: RULE_STATES, description: 'Of the newest version' }) state!: RuleState;
  @ApiProperty({ type: Number, example: 2 }) version!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'The version that decides at present' })
  liveVersion!: number | null;
  @ApiProperty({ type: String, description: 'What this version changed' }) change!: string;
  @ApiProperty({ type: String }) source!: string;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: String, example: 'user:owner' }) updatedBy!: string;
}

export class PersonaRuleView extends RuleView {
  @ApiProperty({ type: String, example: 'b2b-sales-agent' }) agentId!: string;
  @ApiProperty({ type: String, example: 'hospitality-sales-agent' }) personaId!: string;
  @ApiProperty({ type: String, nullable: true, example: 'sales.quote' }) capability!: string | null;
  @ApiProperty({ type: Number, example: 0.9 }) weight!: number;
  @ApiProperty({ type: Number, example: 10 }) priority!: number;
}

export class PersonaRulePageView {
  @ApiProperty({ type: [PersonaRuleView] }) items!: PersonaRuleView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export const ruleView = (rule: StoredRule<object>): RuleView => ({
  ...{ id: rule.id, name: rule.name, when: rule.when, state: rule.state, version: rule.version },
  ...{ liveVersion: rule.liveVersion, change: rule.change, source: rule.source },
  ...{ updatedAt: rule.updatedAt.toISOString(), updatedBy: rule.updatedBy },
});

export const personaRuleView = (rule: StoredRule<PersonaRuleBody>): PersonaRuleView => ({
  ...ruleView(rule),
  ...rule.body,
});
