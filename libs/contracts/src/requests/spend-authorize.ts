import { defineRequest } from '@vividwalls/messaging';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { AMOUNT, KEY, ONE_LINE } from './spend-rules.js';

/** Seconds for which money is held when the question does not say. */
export const SPEND_EXPIRES_IN_S = 900;

/** Longest hold: whoever needs longer plans a budget, not a spend. */
export const SPEND_EXPIRES_IN_S_MAX = 7 * 86_400;

/** May this be spent? */
export class SpendQuestion {
  /** The spend's identity, chosen by whoever asks: the same key is the same spend, however often it is asked. */
  @Matches(KEY, { message: 'must be 1 to 200 visible ASCII characters' })
  readonly key!: string;

  /** Who spends: `agent:task-writer`, `user:owner`. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly actor!: string;

  /** The agent that spends; that of the actor when left out. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly agentId?: string;

  @IsString()
  @Length(1, 64)
  readonly department!: string;

  /** llm, advertising, printing, shipping, subscriptions, … */
  @IsString()
  @Length(1, 64)
  readonly category!: string;

  /** What for, in words. */
  @IsString()
  @Length(1, 500)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly purpose!: string;

  /** Smallest parts of the unit, above zero: cents of a dollar, whole tokens. */
  @Matches(AMOUNT, { message: 'must be a whole number of at most 15 digits, as text' })
  readonly amountMinor!: string;

  /** ISO 4217; left out for tokens. */
  @IsOptional()
  @IsString()
  @Length(3, 3)
  readonly currency?: string;

  /** `tokens`, instead of a currency. */
  @IsOptional()
  @IsIn(['tokens'])
  readonly unit?: 'tokens';

  /** What it may come to beyond the amount; held together with it. None when left out. */
  @IsOptional()
  @Matches(AMOUNT, { message: 'must be a whole number of at most 15 digits, as text' })
  readonly allowanceMinor?: string;

  /** How long it is held, seconds; {@link SPEND_EXPIRES_IN_S} when left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(SPEND_EXPIRES_IN_S_MAX)
  readonly expiresInS?: number;
}

export type SpendVerdict = 'authorised' | 'refused' | 'approval_required';

/** What finance says. Only `authorised` is leave to spend. */
export interface SpendDecision {
  readonly decision: SpendVerdict;
  /** In words, for whoever asked and for the record. */
  readonly reason: string;
  readonly key: string;
  /** The most specific budget that holds for it. */
  readonly budgetId?: string;
  /** What the tightest of its budgets had left after the decision. */
  readonly remainingMinor?: string;
  /** When the hold ends, ISO 8601. What is not committed by then may not be spent any more. */
  readonly expiresAt?: string;
}

const VERDICTS: readonly string[] = ['authorised', 'refused', 'approval_required'] satisfies SpendVerdict[];

/**
 * `finance/spend.authorize`: may this be spent? Holds the money when the answer is yes, so it is a question that changes
 * something: ask again with the same key when no answer came, and the first answer, if there was one, comes again.
 *
 * Fails closed. Whoever asks names {@link spendUnanswered} as the fallback:
 *
 *     const { decision } = await requests.ask(authorizeSpend, question, { fallback: spendUnanswered(question) });
 *     if (decision !== 'authorised') return;
 */
export const authorizeSpend = defineRequest<SpendQuestion, SpendDecision>({
  service: 'finance',
  name: 'spend.authorize',
  deadlineMs: 2_000,
  faultsOf: faultsByClass(SpendQuestion),
  faultsOfAnswer: faultsOfDecision,
});

/** What holds when finance can't be asked: nothing is spent. */
export function spendUnanswered({ key }: Pick<SpendQuestion, 'key'>): SpendDecision {
  return { decision: 'refused', reason: 'finance could not be asked; ask again with the same key', key };
}

/** A yes that nobody can understand is none. */
function faultsOfDecision(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['/ must be an object'];
  const { decision, key, expiresAt } = value as Partial<Record<keyof SpendDecision, unknown>>;
  return [
    ...(VERDICTS.includes(decision as string) ? [] : ['/decision must be one of those agreed']),
    ...(typeof key === 'string' ? [] : ['/key must be text']),
    ...(decision !== 'authorised' || typeof expiresAt === 'string' ? [] : ['/expiresAt must be there']),
  ];
}
