import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class ReasonView {
  @ApiProperty({ type: String, example: 'samples' }) criterion!: string;
  @ApiProperty({ type: String, example: '90 % speaks for b2b-sales-agent/hospitality-sales-agent: 90 % sure' })
  text!: string;
  @ApiPropertyOptional({ type: Number, example: 0.72, description: 'Its part in the score' }) weight?: number;
}

export class CandidateView {
  @ApiProperty({ type: String }) agentId!: string;
  @ApiProperty({ type: String, nullable: true }) personaId!: string | null;
  @ApiProperty({ type: Number, example: 0.87 }) score!: number;
  @ApiProperty({ type: [ReasonView] }) reasons!: ReasonView[];
}

export class RoutingDecisionView {
  @ApiProperty({ enum: ['agent', 'clarify', 'person'] }) kind!: 'agent' | 'clarify' | 'person';
  @ApiPropertyOptional({ type: String }) agentId?: string;
  @ApiPropertyOptional({ type: String, nullable: true }) personaId?: string | null;
  @ApiPropertyOptional({ type: String }) capability?: string;
  @ApiProperty({ type: Number, example: 0.9, description: '0 to 1; below 0.7 nobody is chosen' }) confidence!: number;
  @ApiProperty({ type: [ReasonView] }) reasons!: ReasonView[];
  @ApiPropertyOptional({ type: [CandidateView], description: 'Where to fall back to, best first' })
  others?: CandidateView[];
  @ApiPropertyOptional({ type: [String], description: 'At most two' }) questions?: string[];
}

export class ExplainedRuleView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String }) agentId!: string;
  @ApiProperty({ type: String }) personaId!: string;
  @ApiProperty({ type: Number }) weight!: number;
  @ApiProperty({ enum: ['holds', 'unknown'] }) outcome!: 'holds' | 'unknown';
  @ApiPropertyOptional({ type: String, description: 'Why it is unknown' }) reason?: string;
  @ApiProperty({ type: Object, description: 'Part by part: kind, source, outcome, parts' }) explanation!: object;
}

export class RoutingExplanationView {
  @ApiProperty({ type: RoutingDecisionView }) decision!: RoutingDecisionView;
  @ApiProperty({ type: [ExplainedRuleView], description: 'Those that hold, then those that could not be known' })
  rules!: ExplainedRuleView[];
  @ApiProperty({ type: Number }) rulesVersion!: number;
  @ApiProperty({ type: Number }) rosterVersion!: number;
}

export class IntervalView {
  @ApiProperty({ type: Number, example: 0.93 }) low!: number;
  @ApiProperty({ type: Number, example: 0.98 }) high!: number;
}

export class MeasuredView {
  @ApiProperty({ type: Number, example: 423 }) samples!: number;
  @ApiProperty({ type: Number, example: 408 }) right!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Null without samples' }) share!: number | null;
  @ApiProperty({ type: IntervalView, nullable: true, description: '95 % (Wilson)' }) interval!: IntervalView | null;
}

export class ConfusionView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, example: 'b2b-sales-agent/retail-sales-agent' }) expected!: string;
  @ApiProperty({ type: String, example: 'clarify' }) decided!: string;
  @ApiProperty({ type: Number }) confidence!: number;
}

export class MeasuredGroupView {
  @ApiProperty({ enum: ['rules', 'independent', 'correction'], description: 'Who wrote them' })
  author!: 'rules' | 'independent' | 'correction';
  @ApiProperty({ enum: ['train', 'holdout'] }) split!: 'train' | 'holdout';
  @ApiProperty({ type: Number, example: 208 }) samples!: number;
  @ApiProperty({ type: Number, example: 171, description: 'Decided at once as a person says' }) right!: number;
  @ApiProperty({ type: Number, example: 35, description: 'Asked about although somebody is meant' }) asked!: number;
  @ApiProperty({ type: Number, example: 21, description: 'Of those asked: right after one truthful answer' })
  rightAfterAnswer!: number;
  @ApiProperty({ type: Number, example: 0, description: 'Given to a person although an agent is meant' })
  person!: number;
  @ApiProperty({ type: Number, example: 2, description: 'Given to somebody who is not meant' }) wrong!: number;
  @ApiProperty({ type: Number, example: 2, description: 'Of those: given to another agent' }) wrongAgent!: number;
  @ApiProperty({ type: MeasuredView, description: 'Of those given to somebody: given to the right one' })
  decided!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'Of those that belong to somebody: decided without a question' })
  coverage!: MeasuredView;
}

export class MeasuredSetView {
  @ApiProperty({ type: MeasuredView }) all!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'Learnt from; each judged by what the others taught' })
  train!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'These were only measured' }) holdout!: MeasuredView;
  @ApiProperty({ type: MeasuredView, description: 'Of those given to somebody: given to the right one' })
  decided!: MeasuredView;
  @ApiProperty({ type: [MeasuredGroupView], description: 'Apart by split and author' }) groups!: MeasuredGroupView[];
  @ApiProperty({ type: [ConfusionView] }) confusions!: ConfusionView[];
}

export class RoutingAccuracyView {
  @ApiProperty({ type: MeasuredSetView, description: 'The labelled set that is delivered' }) set!: MeasuredSetView;
  @ApiProperty({ type: MeasuredSetView, description: 'What people corrected since' }) corrected!: MeasuredSetView;
}

export class ChangedDecisionView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
  @ApiProperty({ type: String }) before!: string;
  @ApiProperty({ type: String }) after!: string;
  @ApiProperty({ enum: ['better', 'worse', 'neither'] }) verdict!: 'better' | 'worse' | 'neither';
}

export class DraftTestView {
  @ApiProperty({ type: MeasuredView }) before!: MeasuredView;
  @ApiProperty({ type: MeasuredView }) after!: MeasuredView;
  @ApiProperty({ type: [ChangedDecisionView] }) changed!: ChangedDecisionView[];
}
