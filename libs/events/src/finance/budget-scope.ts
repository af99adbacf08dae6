import { IsString, Matches } from 'class-validator';
import { applyDecorators } from '../core/apply-decorators.js';
import { IsIdOrNull, IsText } from '../core/rules.js';

/** What a budget is counted in: an ISO 4217 code, or `tokens` of language models. */
export const IsBudgetUnit = () => applyDecorators(IsString(), Matches(/^([A-Z]{3}|tokens)$/));

/** An amount in the smallest parts of its unit, never negative: minor units of a currency, or whole tokens. */
export const IsUnitAmount = () => applyDecorators(IsString(), Matches(/^(0|[1-9][0-9]{0,17})$/));

/** A day of the shop's calendar: `2026-11-01`. */
export const IsShopDay = () => applyDecorators(IsString(), Matches(/^\d{4}-\d{2}-\d{2}$/));

/** What a budget is for. */
export class BudgetScopeTold {
  @IsText(64) department!: string;
  /** Null when it is for all of them. */
  @IsIdOrNull() category!: string | null;
  /** Null when it is for everybody of the department. */
  @IsIdOrNull() agentId!: string | null;
  @IsBudgetUnit() unit!: string;
}
