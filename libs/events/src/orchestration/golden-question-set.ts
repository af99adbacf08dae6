import { IsBoolean } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.golden_question.set.v1',
  'A question by which the knowledge base is measured was added or retired.',
)
export class GoldenQuestionSet {
  @IsId() questionId!: string;
  @IsText(500) question!: string;
  @IsId() expectedArticleId!: string;
  @IsOneOf(['tuned', 'held_out']) split!: string;
  @IsBoolean() retired!: boolean;
}
