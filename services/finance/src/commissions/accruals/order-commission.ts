import type { CalendarDay } from '../../reports/calendar-day.js';
import type { Accrual } from './accrual.js';
import type { Share } from './shares.js';

/** One order under one plan, as it is kept. */
export interface OrderCommission {
  /** UUIDv7. */
  readonly id: string;
  readonly orderId: string;
  readonly planId: string;
  /** First day of the plan's period in which the order was placed. */
  readonly periodFrom: CalendarDay;
  readonly shop: string;
  readonly currency: string;
  readonly placedOn: CalendarDay;
  /** The day on which the hold is over. */
  readonly releaseOn: CalendarDay;
  readonly accrual: Accrual;
  readonly shares: readonly Share[];
  /** Steps so far. */
  readonly seq: number;
}

/** A plan's period as its row has it, locked. */
export interface PeriodRow {
  readonly planId: string;
  readonly periodFrom: CalendarDay;
  readonly version: number;
  readonly baseMinor: bigint;
  readonly commissionMinor: bigint;
  readonly topUpMinor: bigint;
  /** How many top-ups were booked. */
  readonly topUps: number;
  /** Whether it is over and topped up to its floor. */
  readonly isGuaranteed: boolean;
}

export interface PeriodKey {
  readonly planId: string;
  readonly periodFrom: CalendarDay;
}

export const periodKey = ({ planId, periodFrom }: PeriodKey): string => `${planId} ${periodFrom}`;
export const commissionKey = (orderId: string, planId: string): string => `${planId} ${orderId}`;
