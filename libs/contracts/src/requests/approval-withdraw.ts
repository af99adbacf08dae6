import { defineRequest } from '@vividwalls/messaging';
import { IsString, Length, Matches } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { KEY, ONE_LINE } from './spend-rules.js';

/** Nobody needs the answer any more. */
export class ApprovalWithdrawal {
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly key!: string;

  /** Who withdraws it: whoever asked. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly asker!: string;

  @IsString()
  @Length(1, 500)
  readonly reason!: string;
}

/** `withdrawn`: it is so now, or was so already. `refused`: it ended otherwise, is not there, or is somebody else's. */
export interface WithdrawalAnswer {
  readonly result: 'withdrawn' | 'refused' | 'unanswered';
  readonly key: string;
  readonly reason: string;
}

/** `governance/approval.withdraw`: ends a question that waits. The same word again changes nothing. */
export const withdrawApproval = defineRequest<ApprovalWithdrawal, WithdrawalAnswer>({
  service: 'governance',
  name: 'approval.withdraw',
  deadlineMs: 2_000,
  faultsOf: faultsByClass(ApprovalWithdrawal),
  faultsOfAnswer: (value) => {
    const { result, key } = (value ?? {}) as Partial<WithdrawalAnswer>;
    return [
      ...(result === 'withdrawn' || result === 'refused' || result === 'unanswered'
        ? []
        : ['/result must be one of those agreed']),
      ...(typeof key === 'string' ? [] : ['/key must be text']),
    ];
  },
});

/** What holds when governance can't be asked: say it again, or it expires. */
export function withdrawalUnanswered({ key }: Pick<ApprovalWithdrawal, 'key'>): WithdrawalAnswer {
  return { result: 'unanswered', key, reason: 'governance could not be asked; say it again' };
}
