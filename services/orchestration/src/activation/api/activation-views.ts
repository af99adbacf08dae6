import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ruleView, RuleView } from '../../routing/rules/rule-views.js';
import type { StoredRule } from '../../routing/rules/versioned-rules.js';
import type { LogRow } from '../activation-log.js';
import type { ActivationRuleBody } from '../rules/activation-rule.js';
import { TemplateBody } from './activation-requests.js';

export class ActivationRuleView extends RuleView {
  @ApiProperty({ type: String, example: 'vw.shop.order.paid.v1' }) eventType!: string;
  @ApiProperty({ type: TemplateBody }) template!: object;
}

export class ActivationRulePageView {
  @ApiProperty({ type: [ActivationRuleView] }) items!: ActivationRuleView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export const activationRuleView = (rule: StoredRule<ActivationRuleBody>): ActivationRuleView => ({
  ...ruleView(rule),
  ...rule.body,
});

export class CountedReasonView {
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: Number }) count!: number;
  @ApiProperty({ type: String, description: 'One event of which it is so' }) eventId!: string;
}

export class CountedReasonsView {
  @ApiProperty({ type: Number }) count!: number;
  @ApiProperty({ type: [CountedReasonView], description: 'The most frequent first' }) reasons!: CountedReasonView[];
}

export class DryRunSampleView {
  @ApiProperty({ type: String }) eventId!: string;
  @ApiProperty({ type: String, format: 'date-time' }) eventTime!: string;
  @ApiProperty({ type: Object, description: 'The task it would have been' }) task!: object;
}

export class ActivationDryRunView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) ruleId!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ type: String, format: 'date-time' }) from!: string;
  @ApiProperty({ type: Number, description: 'That were read' }) events!: number;
  @ApiProperty({ type: Boolean, description: 'Whether there are more than were read' }) hasMore!: boolean;
  @ApiProperty({ type: Number, description: 'Messages that are no valid event' }) unreadable!: number;
  @ApiProperty({ type: Number }) matches!: number;
  @ApiProperty({ type: Number, description: 'Fewer than matches when several events make the same task' })
  tasks!: number;
  @ApiProperty({ type: CountedReasonsView, description: 'Whether it holds could not be known' })
  unknowns!: CountedReasonsView;
  @ApiProperty({ type: CountedReasonsView, description: 'It held, and no task could be made' })
  faults!: CountedReasonsView;
  @ApiProperty({ type: CountedReasonsView, description: 'Parts that were left out of a task' })
  leftOut!: CountedReasonsView;
  @ApiProperty({ type: [DryRunSampleView] }) samples!: DryRunSampleView[];
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ type: String }) by!: string;
}

export class ActivationView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: Number }) ruleVersion!: number;
  @ApiProperty({ type: String }) eventId!: string;
  @ApiProperty({ type: String }) eventType!: string;
  @ApiProperty({ enum: ['task', 'unknown', 'fault'] }) outcome!: 'task' | 'unknown' | 'fault';
  @ApiProperty({ type: String, nullable: true }) taskId!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: Boolean }) test!: boolean;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
}

export class ActivationPageView {
  @ApiProperty({ type: [ActivationView] }) items!: ActivationView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class ActivationCountsView {
  @ApiProperty({ type: Number }) task!: number;
  @ApiProperty({ type: Number }) unknown!: number;
  @ApiProperty({ type: Number }) fault!: number;
}

export const activationView = ({ ruleId: _ruleId, at, ...row }: LogRow): ActivationView => ({
  ...row,
  at: at.toISOString(),
});
