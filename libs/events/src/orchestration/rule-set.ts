import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.rule.set.v1',
  'A rule was made or changed: one that chooses a persona, or one that makes tasks of events.',
)
export class RuleSet {
  @IsId() ruleId!: string;
  @IsOneOf(['persona', 'activation']) kind!: string;
  @IsText(200) name!: string;
  /** The condition (CEL). */
  @IsText(4_000) when!: string;
  @IsOneOf(['draft', 'live', 'retired']) state!: string;
  @IsInt() @Min(1) ruleVersion!: number;
  @IsText(500) change!: string;
}
