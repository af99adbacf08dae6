import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CommissionStatement, CommissionStatementLine, CommissionStatementWithLines } from '@vividwalls/contracts';
import type { MovementKind } from '../payees/movement.js';
import { BENEFICIARY_KINDS, type BeneficiaryKind } from '../plans/beneficiary.js';
import { closesOn } from '../payees/statement-month.js';
import type { StatementLine } from './statement-line.js';
import {
  closingHeld,
  closingPayable,
  outstanding,
  stateOf,
  sumsOf,
  whyNotOutstanding,
  type Statement,
  type StatementState,
} from './statement.js';

export class BeneficiaryView {
  @ApiProperty({ enum: BENEFICIARY_KINDS, example: 'partner' }) kind!: BeneficiaryKind;
  @ApiProperty({ type: String, example: 'ada-lindqvist' }) id!: string;
}

const minor = (example: string, description?: string) =>
  ApiProperty({ type: String, example, ...(description && { description }) });

/** Commissions on hold. */
export class HeldView {
  @minor('12000', 'Carried forward from the month before') openingMinor!: string;
  @minor('8400') accruedMinor!: string;
  @minor('600', 'Taken back before its release') clawedBackMinor!: string;
  @minor('9800', 'Released: to be paid since then') releasedMinor!: string;
  @minor('10000') closingMinor!: string;
}

/** Commissions to be paid. */
export class PayableView {
  @minor('-250', 'Carried forward; negative: owed by the payee') openingMinor!: string;
  @minor('9800') releasedMinor!: string;
  @minor('0', "To a plan's floor") toppedUpMinor!: string;
  @minor('1990', 'Taken back after its release') clawedBackMinor!: string;
  @minor('0') paidMinor!: string;
  @minor('7560') closingMinor!: string;
}

/** On hold and to be paid together: opening + earned − taken back − paid = closing. */
export class StatementSumsView {
  @minor('11750') openingMinor!: string;
  @minor('8400', 'With what it was topped up by') earnedMinor!: string;
  @minor('2590', 'While on hold and after release') clawedBackMinor!: string;
  @minor('0') paidMinor!: string;
  @minor('17560') closingMinor!: string;
}

/** What a payee earned and was paid in a month, in one currency. */
export class StatementView implements CommissionStatement {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: BeneficiaryView }) beneficiary!: BeneficiaryView;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ type: String, example: '2026-12' }) period!: string;
  @ApiProperty({ type: [String], example: ['vividwalls.myshopify.com'] }) shops!: readonly string[];
  @ApiProperty({
    enum: ['open', 'closed', 'settled'],
    description: 'Open: may still change. Settled: nothing of it is left to pay',
  })
  state!: StatementState;
  @ApiProperty({
    type: String,
    format: 'date',
    example: '2027-01-04',
    description: 'From this day on it never changes',
  })
  closesOn!: string;
  @ApiProperty({ type: HeldView }) held!: HeldView;
  @ApiProperty({ type: PayableView }) payable!: PayableView;
  @ApiProperty({ type: StatementSumsView }) sums!: StatementSumsView;
  @minor('0', 'Of the closing balance, what was paid since') settledMinor!: string;
  @minor('7560', 'What may still be paid on it; zero while it is open') outstandingMinor!: string;
  @ApiPropertyOptional({
    ...{ type: String, example: 'It is still open: it closes on 2027-01-04, and can be paid from then on.' },
    description: 'Why nothing is outstanding beside money to be paid',
  })
  outstandingReason?: string;
}

/** One movement. */
export class StatementLineView implements CommissionStatementLine {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['accrual', 'release', 'clawback', 'top_up', 'payment'] }) kind!: MovementKind;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt!: string;
  @ApiPropertyOptional({ type: String, example: '450789469' }) orderId?: string;
  @ApiPropertyOptional({ type: String, example: '#1001' }) orderName?: string;
  @ApiPropertyOptional({ type: String, format: 'uuid' }) planId?: string;
  @ApiPropertyOptional({ type: String, example: 'Standard' }) planName?: string;
  @ApiPropertyOptional({ type: String, example: '2026-11', description: "The plan's period" }) period?: string;
  @ApiPropertyOptional({ type: String, example: '19900', description: 'What of the order was credited after it' })
  baseMinor?: string;
  @minor('1990', 'Change of what is on hold') heldMinor!: string;
  @minor('0', 'Change of what is to be paid') payableMinor!: string;
  @ApiPropertyOptional({ type: String, example: 'SEPA 2027-01-05/17' }) reference?: string;
  @ApiProperty({ type: String, description: 'The cause of the journal entry that books it' }) cause!: string;
}

export class StatementWithLinesView extends StatementView implements CommissionStatementWithLines {
  @ApiProperty({ type: [StatementLineView], description: 'In the order of their recording' })
  lines!: StatementLineView[];
  @ApiPropertyOptional({ type: String, description: 'Cursor of further lines' }) nextCursor?: string;
}

export function statementView(statement: Statement): StatementView {
  const { id, beneficiary, currency, month, shops, held, payable, settledMinor } = statement;
  const state = stateOf(statement);
  const reason = whyNotOutstanding(statement, closesOn(month));
  return {
    ...{ id, beneficiary, currency, period: month.slice(0, 7), shops, state, closesOn: closesOn(month) },
    held: { ...asText(held), closingMinor: String(closingHeld(statement)) },
    payable: { ...asText(payable), closingMinor: String(closingPayable(statement)) },
    sums: asText(sumsOf(statement)),
    settledMinor: String(settledMinor),
    outstandingMinor: String(state === 'open' ? 0n : outstanding(statement)),
    ...(reason !== undefined && { outstandingReason: reason }),
  };
}

export function lineView(line: StatementLine): StatementLineView {
  const { orderId, orderName, planId, planName, period, baseMinor, reference } = line;
  return {
    ...{
      id: line.id,
      kind: line.kind,
      occurredAt: line.occurredAt.toISOString(),
      recordedAt: line.recordedAt.toISOString(),
    },
    ...(orderId !== null && { orderId }),
    ...(orderName !== null && { orderName }),
    ...(planId !== null && { planId }),
    ...(planName !== null && { planName }),
    ...(period !== null && { period }),
    ...(baseMinor !== null && { baseMinor: String(baseMinor) }),
    ...{ heldMinor: String(line.heldMinor), payableMinor: String(line.payableMinor) },
    ...(reference !== null && { reference }),
    cause: line.cause,
  };
}

type AsText<T> = { [K in keyof T]: string };

function asText<T extends Record<keyof T, bigint>>(amounts: T): AsText<T> {
  return Object.fromEntries(
    Object.entries<bigint>(amounts).map(([name, amount]) => [name, String(amount)]),
  ) as AsText<T>;
}
