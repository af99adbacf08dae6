import { IsNumber, Max, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event(
  'vw.orchestration.proposal.compared.v1',
  'What a target agent would have done was compared with what the legacy agent did.',
)
export class ProposalCompared {
  @IsId() migrationId!: string;
  /** The task that acted, and the one that proposed. */
  @IsId() taskId!: string;
  @IsId() proposalTaskId!: string;
  @IsText(64) capability!: string;
  @IsText(64) comparator!: string;
  /** `incomparable`: one of the two has no output. */
  @IsOneOf(['match', 'difference', 'incomparable']) verdict!: string;
  /** 0 to 1, 1 being the same. */
  @IsNumber() @Min(0) @Max(1) similarity!: number;
  /** Where they differ, in words. */
  @IsText(1_000) differences!: string;
}
