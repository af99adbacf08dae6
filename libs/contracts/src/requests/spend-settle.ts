import { defineRequest } from '@vividwalls/messaging';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { AMOUNT, KEY, ONE_LINE } from './spend-rules.js';

/** What became of a spend that was authorised? */
export class SettlementOrder {
  /** The spend's key, as it was asked for. */
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly key!: string;

  /** `commit`: it was made. `release`: it will not be; the money is free again. */
  @IsIn(['commit', 'release'])
  readonly outcome!: 'commit' | 'release';

  /** What it really came to, smallest parts of its unit; needed for `commit` alone. */
  @IsOptional()
  @Matches(AMOUNT, { message: 'must be a whole number of at most 15 digits, as text' })
  readonly actualMinor?: string;

  /** Checked against what was authorised, when given. */
  @IsOptional()
  @IsString()
  @Length(3, 3)
  readonly currency?: string;

  /** Who says so. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly actor!: string;
}

/** `settled`: it is so now, or was so already. `refused`: it can't be settled so, now or ever; the reason says why. */
export interface Settlement {
  readonly result: 'settled' | 'refused';
  readonly key: string;
  readonly reason: string;
}

/**
 * `finance/spend.settle`: says what became of a spend. The same order again changes nothing, so whoever got no answer asks again
 * until there is one. What is never settled expires when its hold is over.
 */
export const settleAuthorisedSpend = defineRequest<SettlementOrder, Settlement>({
  service: 'finance',
  name: 'spend.settle',
  deadlineMs: 5_000,
  faultsOf: faultsOfOrder,
  faultsOfAnswer: (value) => {
    const { result, key } = (value ?? {}) as Partial<Settlement>;
    return [
      ...(result === 'settled' || result === 'refused' ? [] : ['/result must be one of those agreed']),
      ...(typeof key === 'string' ? [] : ['/key must be text']),
    ];
  },
});

function faultsOfOrder(value: unknown): string[] {
  const faults = faultsByRules(value);
  if (faults.length > 0) return faults;
  const { outcome, actualMinor } = value as SettlementOrder;
  return outcome === 'commit' && actualMinor === undefined ? ['/actualMinor must be there for a commit'] : [];
}

const faultsByRules = faultsByClass(SettlementOrder);
