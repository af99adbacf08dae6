import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsInstant, IsText } from '../core/rules.js';
import { ActApprovalTold } from './approval-told.js';

@Event('vw.governance.approval.requested.v1', 'An act waits for people: whoever is asked decides before it expires.')
export class ActApprovalRequested extends ActApprovalTold {
  /** Different people who must say yes. */
  @IsInt() @Min(1) votesNeeded!: number;
  /** Who may decide; everybody who may approve when empty. */
  @IsArray() @ArrayMaxSize(50) @IsText(128, { each: true }) approvers!: string[];
  /** Policies that want it, `id@version`; `built-in` when no policy is live for the act. */
  @IsArray() @ArrayMaxSize(200) @IsText(100, { each: true }) policies!: string[];
  @IsInstant() expiresAt!: string;
}
