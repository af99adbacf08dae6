import type { Beneficiary } from '../plans/beneficiary.js';

/** Until its month is over and closed; then until nothing of it is left to pay. */
export type StatementState = 'open' | 'closed' | 'settled';

/** What a payee earned and was paid in a calendar month, in one currency. Amounts in minor units. */
export interface Statement {
  readonly id: string;
  readonly beneficiary: Beneficiary;
  readonly currency: string;
  /** First day of the month. */
  readonly month: string;
  readonly shops: readonly string[];
  readonly closedAt: Date | null;
  /** Commissions on hold: opening + accrued − clawed back − released = closing. */
  readonly held: {
    readonly openingMinor: bigint;
    readonly accruedMinor: bigint;
    readonly clawedBackMinor: bigint;
    readonly releasedMinor: bigint;
  };
  /** To be paid: opening + released + topped up − clawed back − paid = closing. Negative: owed by the payee. */
  readonly payable: {
    readonly openingMinor: bigint;
    readonly releasedMinor: bigint;
    readonly toppedUpMinor: bigint;
    readonly clawedBackMinor: bigint;
    readonly paidMinor: bigint;
  };
  /** What payments have settled of its closing balance. */
  readonly settledMinor: bigint;
  /** What the payee is owed now, by all statements together. */
  readonly owedNowMinor: bigint;
}

export function closingHeld({ held }: Pick<Statement, 'held'>): bigint {
  return held.openingMinor + held.accruedMinor - held.clawedBackMinor - held.releasedMinor;
}

export function closingPayable({ payable }: Pick<Statement, 'payable'>): bigint {
  const { openingMinor, releasedMinor, toppedUpMinor, clawedBackMinor, paidMinor } = payable;
  return openingMinor + releasedMinor + toppedUpMinor - clawedBackMinor - paidMinor;
}

/**
 * What may be paid on a closed statement: what its closing balance still has open, and never more than is owed now. What was
 * taken back since, or paid by a later statement, is owed no more.
 */
export function outstanding(statement: Pick<Statement, 'payable' | 'settledMinor' | 'owedNowMinor'>): bigint {
  const open = closingPayable(statement) - statement.settledMinor;
  const most = open < statement.owedNowMinor ? open : statement.owedNowMinor;
  return most > 0n ? most : 0n;
}

/** Why nothing is outstanding beside money to be paid at the end; undefined where something is, or nothing is to be paid. */
export function whyNotOutstanding(
  statement: Pick<Statement, 'payable' | 'settledMinor' | 'owedNowMinor' | 'closedAt'>,
  closesOn: string,
): string | undefined {
  const closing = closingPayable(statement);
  if (closing <= 0n) return undefined;
  if (statement.closedAt === null) return `It is still open: it closes on ${closesOn}, and can be paid from then on.`;
  if (outstanding(statement) > 0n) return undefined;
  if (statement.settledMinor >= closing) return 'All of it is paid.';
  return 'What was taken back, or paid by other statements, since then leaves nothing of it to pay.';
}

/** Both sides together: opening + earned − taken back − paid = closing. */
export function sumsOf(statement: Pick<Statement, 'held' | 'payable'>) {
  const { held, payable } = statement;
  return {
    openingMinor: held.openingMinor + payable.openingMinor,
    earnedMinor: held.accruedMinor + payable.toppedUpMinor,
    clawedBackMinor: held.clawedBackMinor + payable.clawedBackMinor,
    paidMinor: payable.paidMinor,
    closingMinor: closingHeld(statement) + closingPayable(statement),
  };
}

export function stateOf(statement: Statement): StatementState {
  if (statement.closedAt === null) return 'open';
  return outstanding(statement) > 0n ? 'closed' : 'settled';
}
