import { Event } from '../core/event-decorator.js';
import { IsCurrencyCode, IsId, IsInstant, IsMinorUnits, IsOptional, IsText } from '../core/rules.js';

@Event('vw.reports.cost.incurred.v1', "An agent's work cost money: a model call, an advert, a print, a subscription.")
export class CostIncurred {
  @IsId() agentId!: string;
  /** llm, advertising, printing, … */
  @IsText(64) category!: string;
  /** Positive; negative when a provider gives some of it back. */
  @IsMinorUnits() amountMinor!: string;
  @IsCurrencyCode() currency!: string;
  @IsText(500) description!: string;
  /** What an advert was for. */
  @IsOptional() @IsText(255) campaign?: string;
  @IsInstant() occurredAt!: string;
  /** The provider's own number for it, an invoice or a request. */
  @IsOptional() @IsText(255) externalRef?: string;
}
