import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event(
  'vw.governance.approval.voted.v1',
  'A person said yes to an act that more people must say yes to: the envelope’s actor.',
)
export class ActApprovalVoted extends ActApprovalTold {
  @IsInt() @Min(1) votesGiven!: number;
  @IsInt() @Min(2) votesNeeded!: number;
  @IsText(1_000) reason!: string;
}
