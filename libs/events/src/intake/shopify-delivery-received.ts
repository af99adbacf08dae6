import { IsInt, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsInstant, IsOneOf, IsOptional, IsText } from '../core/rules.js';

/** A webhook body may be 2 MB; JSON escaping and base64 can grow it. */
const MAX_BODY_CHARACTERS = 4 * 1024 * 1024;

@Event('vw.intake.shopify.received.v1', 'A correctly signed Shopify webhook was accepted, byte for byte.')
export class ShopifyDeliveryReceived {
  /** The store's domain, `X-Shopify-Shop-Domain`. */
  @IsText(255) shop!: string;
  /** `orders/paid` */
  @IsText(255) topic!: string;
  /** `X-Shopify-Webhook-Id`, or the hash of shop, topic and body where that header is missing. */
  @IsId() deliveryId!: string;
  /** `X-Shopify-Event-Id`: one event of the shop, shared by its deliveries. */
  @IsOptional() @IsId() shopifyEventId?: string;
  @IsOptional() @IsText(32) apiVersion?: string;
  @IsOptional() @IsText(64) triggeredAt?: string;
  @IsInstant() receivedAt!: string;
  @IsInt() @Min(0) bodyBytes!: number;
  /** SHA-256 (hex) of the raw bytes. */
  @IsText(64) bodySha256!: string;
  /** `utf8` when the bytes survive a round trip as text, else `base64`. */
  @IsOneOf(['utf8', 'base64']) encoding!: 'utf8' | 'base64';
  @IsText(MAX_BODY_CHARACTERS) body!: string;
}
