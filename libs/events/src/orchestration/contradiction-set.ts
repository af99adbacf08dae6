import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsOptional, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.contradiction.set.v1',
  'Two articles were found to say different things, a person said which holds, or it is past.',
)
export class ContradictionSet {
  @IsId() contradictionId!: string;
  /** What both speak of: `price.lowest`. */
  @IsText(200) key!: string;
  /** `USD`, `%`, `days`; empty without one. */
  @IsText(40) unit!: string;
  @IsId() firstArticleId!: string;
  @IsInt() @Min(1) firstVersion!: number;
  @IsText(200) firstValue!: string;
  @IsId() secondArticleId!: string;
  @IsInt() @Min(1) secondVersion!: number;
  @IsText(200) secondValue!: string;
  @IsOneOf(['open', 'resolved', 'past']) state!: string;
  /** The article that is right; absent unless it is resolved. */
  @IsOptional() @IsId() holds?: string;
  @IsOptional() @IsText(1_000) reason?: string;
}
