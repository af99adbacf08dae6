import type { MovementKind } from '../payees/movement.js';

/** One movement of a statement. Amounts in minor units, as they change what is on hold and what is to be paid. */
export interface StatementLine {
  readonly id: string;
  readonly kind: MovementKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly orderId: string | null;
  /** As the shop's admin shows it: `#1001`. */
  readonly orderName: string | null;
  readonly planId: string | null;
  readonly planName: string | null;
  /** The plan's period: `2026-11`. */
  readonly period: string | null;
  /** What of the order was credited after it. */
  readonly baseMinor: bigint | null;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  /** Of a payment, what the bank calls it. */
  readonly reference: string | null;
  /** The cause of the journal entry that books it. */
  readonly cause: string;
}
