import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IntervalView } from '../../routing/api/routing-views.js';
import type { Grader, TrainingModuleVersion } from '../modules/exercise.js';
import type { TrainingRun } from '../modules/training-rows.js';

export class ExerciseView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) prompt!: string;
  @ApiPropertyOptional({ type: Object, description: 'How it is judged; people see it' }) grader?: Grader;
}

export class TrainingModuleView {
  @ApiProperty({ type: String, example: 'quote-within-the-floor' }) id!: string;
  @ApiProperty({ type: Number }) version!: number;
  @ApiProperty({ type: String }) title!: string;
  @ApiProperty({ type: String, example: 'sales.quote' }) capability!: string;
  @ApiProperty({ type: [ExerciseView] }) exercises!: ExerciseView[];
  @ApiProperty({ type: String }) source!: string;
  @ApiProperty({ type: String }) actor!: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt!: string;
}

export class TrainingModulePageView {
  @ApiProperty({ type: [TrainingModuleView] }) items!: TrainingModuleView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class GradedAnswerView {
  @ApiProperty({ type: String }) exerciseId!: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: it could not be judged' }) passed!: boolean | null;
  @ApiProperty({ type: String }) reason!: string;
}

export class TrainingRunView {
  @ApiProperty({ type: String }) id!: string;
  @ApiProperty({ type: String }) moduleId!: string;
  @ApiProperty({ type: Number }) moduleVersion!: number;
  @ApiProperty({ type: String }) agentId!: string;
  @ApiProperty({ type: String, nullable: true }) personaId!: string | null;
  @ApiProperty({ type: Number }) passed!: number;
  @ApiProperty({ type: Number, description: 'Answers that could be judged' }) graded!: number;
  @ApiProperty({ type: [GradedAnswerView] }) answers!: GradedAnswerView[];
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiPropertyOptional({ type: Boolean, description: 'Whether it moved the expertise: once a day' }) counts?: boolean;
}

export class TrainingRunPageView {
  @ApiProperty({ type: [TrainingRunView] }) items!: TrainingRunView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export class ExpertiseView {
  @ApiProperty({ type: String }) agentId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: in its own role' }) personaId!: string | null;
  @ApiProperty({ type: String }) capability!: string;
  @ApiProperty({ type: Number, example: 0.84, description: 'What routing uses' }) mean!: number;
  @ApiProperty({ type: IntervalView, description: '95 % (Beta posterior)' }) interval!: IntervalView;
  @ApiProperty({ type: Number, example: 0.8, description: 'What the registry says' }) prior!: number;
  @ApiProperty({ type: Number, description: 'As they weigh now' }) successes!: number;
  @ApiProperty({ type: Number, description: 'As they weigh now' }) failures!: number;
}

export class ExpertiseListView {
  @ApiProperty({ type: [ExpertiseView] }) items!: ExpertiseView[];
}

export const moduleView = (module: TrainingModuleVersion, withGraders: boolean): TrainingModuleView => ({
  ...{ id: module.id, version: module.version, title: module.title, capability: module.capability },
  ...{ source: module.source, actor: module.actor, recordedAt: module.recordedAt.toISOString() },
  exercises: module.exercises.map(({ id, prompt, grader }) => ({ id, prompt, ...(withGraders && { grader }) })),
});

export const runView = (run: TrainingRun & { readonly counts?: boolean }): TrainingRunView => ({
  ...{ id: run.id, moduleId: run.moduleId, moduleVersion: run.moduleVersion, agentId: run.agentId },
  ...{ personaId: run.personaId === '' ? null : run.personaId, passed: run.passed, graded: run.gradedCount },
  answers: run.graded.map(({ exerciseId, passed, reason }) => ({ exerciseId, passed, reason })),
  // Said again under the same key it comes from what was kept, where times are texts.
  at: new Date(run.at).toISOString(),
  ...(run.counts !== undefined && { counts: run.counts }),
});
