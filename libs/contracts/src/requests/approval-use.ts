import { defineRequest } from '@vividwalls/messaging';
import { IsString, Length, Matches } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { KEY, ONE_LINE } from './spend-rules.js';

/** The effect of an approved act begins. */
export class ApprovalUse {
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly key!: string;

  /** `approvalDigest` of what is about to be done, computed where it is done. */
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be 64 hex digits' })
  readonly digest!: string;

  /** What it is used for: the effect's own id. Said again with the same id it is the same use. */
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly usedFor!: string;

  /** Who does it. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly actor!: string;
}

/** Only `used` is leave to begin. */
export interface ApprovalUseAnswer {
  readonly result: 'used' | 'refused' | 'unanswered';
  readonly key: string;
  readonly reason: string;
}

/**
 * `governance/approval.use`: marks a decision used, once. `used` when it is leave for this digest and was not used for anything
 * else; the same use again is `used` again. Fails closed, with {@link useUnanswered}: whoever got no answer asks again with the
 * same `usedFor`, and begins nothing before.
 */
export const useApproval = defineRequest<ApprovalUse, ApprovalUseAnswer>({
  service: 'governance',
  name: 'approval.use',
  deadlineMs: 2_000,
  faultsOf: faultsByClass(ApprovalUse),
  faultsOfAnswer: (value) => {
    const { result, key } = (value ?? {}) as Partial<ApprovalUseAnswer>;
    return [
      ...(result === 'used' || result === 'refused' || result === 'unanswered'
        ? []
        : ['/result must be one of those agreed']),
      ...(typeof key === 'string' ? [] : ['/key must be text']),
    ];
  },
});

/** What holds when governance can't be asked: nothing begins. */
export function useUnanswered({ key }: Pick<ApprovalUse, 'key'>): ApprovalUseAnswer {
  return { result: 'unanswered', key, reason: 'governance could not be asked; say it again with the same usedFor' };
}
