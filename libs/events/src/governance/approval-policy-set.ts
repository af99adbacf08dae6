import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsOneOf, IsText } from '../core/rules.js';

@Event('vw.governance.policy.set.v1', 'A policy of approvals was made, changed, put live or retired.')
export class ApprovalPolicySet {
  @IsId() policyId!: string;
  @IsText(200) name!: string;
  @IsId() act!: string;
  /** The condition (CEL). */
  @IsText(4_000) when!: string;
  /** `ask` a person, or `deny` outright. */
  @IsOneOf(['ask', 'deny']) effect!: string;
  @IsArray() @ArrayMaxSize(50) @IsText(128, { each: true }) approvers!: string[];
  @IsInt() @Min(1) votes!: number;
  @IsInt() @Min(1) expiresInS!: number;
  @IsOneOf(['draft', 'live', 'retired']) state!: string;
  @IsInt() @Min(1) policyVersion!: number;
  @IsText(500) change!: string;
}
