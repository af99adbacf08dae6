import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsObjectOf, IsOneOf, IsOptional, IsText } from '../core/rules.js';
import { Utm } from '../shop/visit-origin.js';

/** How close an agent was: it spoke with the customer, helped another who did, or only prepared the ground. */
export const INTERACTION_KINDS = ['direct', 'assisted', 'influenced'] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

@Event('vw.reports.interaction.recorded.v1', 'An agent touched a customer: a mail, a chat, an advert, a post.')
export class InteractionRecorded {
  @IsId() agentId!: string;
  @IsOptional() @IsId() personaId?: string;
  /** email, chat, instagram, … */
  @IsText(64) channel!: string;
  @IsOneOf(INTERACTION_KINDS) kind!: InteractionKind;
  /** Whoever it was, by as many of these as are known; they tie the touch to a later order. */
  @IsOptional() @IsId() customerId?: string;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  @IsOptional() @IsText(64) emailHash?: string;
  @IsOptional() @IsText(255) checkoutToken?: string;
  @IsOptional() @IsText(255) cartToken?: string;
  @IsOptional() @IsText(255) sessionId?: string;
  @IsOptional() @IsText(255) campaign?: string;
  @IsOptional() @IsObjectOf(() => Utm) utm?: Utm;
  @IsInstant() occurredAt!: string;
  @IsOptional() @IsText(1_000) summary?: string;
}
