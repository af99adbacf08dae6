import { ArrayMaxSize, IsArray, IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import {
  IsCurrencyCode,
  IsId,
  IsInstant,
  IsMinorUnits,
  IsObjectOf,
  IsOneOf,
  IsOptional,
  IsText,
} from '../core/rules.js';
import { INTERACTION_KINDS, type InteractionKind } from '../reports/interaction-recorded.js';

/** Touches that one order is divided among at most, before and after a change together. */
const MOST_CREDITS = 250;

/** What one touch gets, or gives back. */
export class AttributedCredit {
  /** Absent with the rest when nothing touched the order. */
  @IsOptional() @IsId() touchId?: string;
  /** Absent where no agent claims the touch. */
  @IsOptional() @IsId() agentId?: string;
  @IsOptional() @IsId() personaId?: string;
  @IsOptional() @IsText(64) department?: string;
  /** email, chat, instagram, …; `unattributed` when nothing touched the order. */
  @IsText(64) channel!: string;
  @IsOptional() @IsText(255) campaign?: string;
  @IsOptional() @IsOneOf(INTERACTION_KINDS) kind?: InteractionKind;
  /** The difference that this set makes; negative when a refund takes back. */
  @IsMinorUnits() amountMinor!: string;
}

/** All sets of an order together are its credits, and sum to its net revenue. */
@Event(
  'vw.finance.attribution.set.v1',
  'Credits of an order were set, or changed by what it earned or who had touched it.',
)
export class AttributionSet {
  @IsId() orderId!: string;
  @IsId() setId!: string;
  /** Counts the sets of the order. */
  @IsInt() @Min(1) seq!: number;
  /** capture, edit, refund, late_touch, correction */
  @IsText(64) reason!: string;
  /** The model of record that the order was frozen with. */
  @IsText(64) model!: string;
  /** Of a model that learns, the fit; 0 when it had none and divided evenly. */
  @IsInt() @Min(0) modelVersion!: number;
  @IsCurrencyCode() currency!: string;
  /** What the credits of this set sum to. */
  @IsMinorUnits() amountMinor!: string;
  @IsInstant() occurredAt!: string;
  @IsArray()
  @ArrayMaxSize(MOST_CREDITS)
  @IsObjectOf(() => AttributedCredit, { each: true })
  credits!: AttributedCredit[];
}
