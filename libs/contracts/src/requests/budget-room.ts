import { defineRequest } from '@vividwalls/messaging';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { AMOUNT } from './spend-rules.js';

/** Would there be room for this? */
export class RoomQuestion {
  /** Left out for what no agent spends. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly agentId?: string;

  @IsString()
  @Length(1, 64)
  readonly department!: string;

  @IsString()
  @Length(1, 64)
  readonly category!: string;

  /** All that would be held: the amount and its allowance, smallest parts of the currency. */
  @Matches(AMOUNT, { message: 'must be a whole number of at most 15 digits, as text' })
  readonly heldMinor!: string;

  /** ISO 4217. */
  @IsString()
  @Length(3, 3)
  readonly currency!: string;
}

/** What finance knows at this moment. Nothing is held by it: the next authorisation decides anew. */
export interface RoomAnswer {
  /** No hard limit refuses it now; a soft one may ask a person. */
  readonly hasRoom: boolean;
  /** The same, were everything given back that is held for spends that are not settled yet. */
  readonly hasRoomOnceSettled: boolean;
  /** What the tightest hard limit has left now; null when none holds. */
  readonly leftMinor: string | null;
  /** In words. */
  readonly reason: string;
}

/**
 * `finance/budget.room`: would this be refused? A question that changes nothing, by which whoever was refused learns whether to
 * wait, and when there is room again, whatever made it: a hold that ended, more money, a new day.
 */
export const askRoom = defineRequest<RoomQuestion, RoomAnswer>({
  service: 'finance',
  name: 'budget.room',
  deadlineMs: 1_500,
  faultsOf: faultsByClass(RoomQuestion),
  faultsOfAnswer: faultsOfRoom,
});

function faultsOfRoom(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['/ must be an object'];
  const { hasRoom, hasRoomOnceSettled, leftMinor, reason } = value as Partial<Record<keyof RoomAnswer, unknown>>;
  return [
    ...(typeof hasRoom === 'boolean' ? [] : ['/hasRoom must be true or false']),
    ...(typeof hasRoomOnceSettled === 'boolean' ? [] : ['/hasRoomOnceSettled must be true or false']),
    ...(leftMinor === null || (typeof leftMinor === 'string' && /^-?\d+$/.test(leftMinor))
      ? []
      : ['/leftMinor must be a whole number as text, or null']),
    ...(typeof reason === 'string' ? [] : ['/reason must be text']),
  ];
}
