import { ArrayMaxSize, IsArray } from 'class-validator';
import { IsId, IsIdOrNull, IsText } from '../core/rules.js';
import { IsBudgetUnit, IsUnitAmount } from './budget-scope.js';

/** More levels of budgets than can hold for one spend: agent or department, category or all, day or period. */
const LEVELS_MAX = 8;

/** A spend, and what it was asked for. The envelope's actor is who spends, unless somebody else decided. */
export class SpendTold {
  /** Its identity, given by whoever asked. */
  @IsId() key!: string;
  @IsText(64) department!: string;
  @IsText(64) category!: string;
  @IsIdOrNull() agentId!: string | null;
  /** What for, in words. */
  @IsText(500) purpose!: string;
  @IsUnitAmount() amountMinor!: string;
  /** What it may come to beyond the amount. */
  @IsUnitAmount() allowanceMinor!: string;
  @IsBudgetUnit() unit!: string;
  /** The budgets that it counts against, the most specific first. */
  @IsArray() @ArrayMaxSize(LEVELS_MAX) @IsText(64, { each: true }) budgetIds!: string[];
}
