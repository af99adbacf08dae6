import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';

export const UNTRANSLATABLE_REASONS = ['unknown_topic', 'unparsable_body', 'unexpected_shape'] as const;
export type UntranslatableReason = (typeof UNTRANSLATABLE_REASONS)[number];

/**
 * A signed delivery that no fact could be made of. Shopify was told 200 — sending it again would change nothing — and the
 * raw delivery stays in INTAKE, where it can be translated again once someone has seen this.
 */
@Event('vw.shop.delivery.untranslatable.v1', 'A correctly signed delivery could not be translated into a fact.')
export class DeliveryUntranslatable {
  @IsText(255) shop!: string;
  @IsText(255) topic!: string;
  @IsId() deliveryId!: string;
  @IsOptional() @IsText(32) apiVersion?: string;
  @IsOneOf(UNTRANSLATABLE_REASONS) reason!: UntranslatableReason;
  /** What is wrong and where; never a piece of the body, which may be personal. */
  @IsText(1_000) message!: string;
  /** SHA-256 (hex) of the body, to find the raw delivery by. */
  @IsText(64) bodySha256!: string;
  @IsInstant() receivedAt!: string;
}
