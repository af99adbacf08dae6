import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ShopifyDeliveryReceived } from '@vividwalls/events';
import { Clock, CONFIG, OpenRoute, Problem } from '@vividwalls/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../gateway.config.js';
import { deliveryIdentity } from '../shopify/delivery-identity.js';
import { normaliseShopDomain } from '../shopify/shop-domain.js';
import { verifyShopifyHmac } from '../shopify/verify-shopify-hmac.js';
import { Intake } from './intake.js';

const LONGEST_HEADER = 255;

@ApiTags('webhooks')
@Controller('webhooks/shopify')
@OpenRoute('Shopify has no key; it signs the raw body with the shared secret, which is verified here')
export class ShopifyWebhookController {
  constructor(
    private readonly intake: Intake,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A Shopify webhook, signed; answered with 200 once the raw delivery is stored',
    description:
      'Needs X-Shopify-Topic, X-Shopify-Shop-Domain and X-Shopify-Hmac-Sha256. A second delivery of the same ' +
      'X-Shopify-Webhook-Id is accepted and counts once. Bodies that cannot be parsed and topics nobody handles are kept.',
  })
  @ApiHeader({ name: 'x-shopify-topic', required: true, example: 'orders/paid' })
  @ApiHeader({ name: 'x-shopify-shop-domain', required: true, example: 'prints.myshopify.com' })
  @ApiHeader({ name: 'x-shopify-hmac-sha256', required: true, description: 'base64 of HMAC-SHA256 of the raw body' })
  @ApiHeader({ name: 'x-shopify-webhook-id', required: false })
  @ApiBody({ schema: { type: 'object' }, description: "Shopify's body, as it is" })
  @ApiResponse({ status: 200, schema: { example: { id: 'b19fe8cc-c1f6-5f52-bb84-3254bb872a94', duplicate: false } } })
  @ApiResponse({ status: 400, description: 'A header is missing or unusable' })
  @ApiResponse({ status: 401, description: 'The signature is missing or wrong' })
  @ApiResponse({ status: 413, description: 'The body is larger than 2 MB' })
  @ApiResponse({ status: 503, description: 'The broker is away; Retry-After says when to come again' })
  async receive(
    @Req() request: FastifyRequest,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<{ id: string; duplicate: boolean }> {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = headers['x-shopify-hmac-sha256'];
    if (!signature || !verifyShopifyHmac(raw, signature, this.config.SHOPIFY_WEBHOOK_SECRETS)) {
      throw new Problem(401, 'Signature refused', 'X-Shopify-Hmac-Sha256 is missing or does not match the body.');
    }
    const topic = required(headers, 'x-shopify-topic').toLowerCase();
    const shop = normaliseShopDomain(required(headers, 'x-shopify-shop-domain'));
    if (!shop) throw new Problem(400, 'Bad header', 'X-Shopify-Shop-Domain is not a host name.');
    const webhookId = optional(headers, 'x-shopify-webhook-id');
    const { eventId, deliveryId } = deliveryIdentity({ shop, topic, webhookId, body: raw });
    const faithful = isUtf8(raw);
    const data: ShopifyDeliveryReceived = {
      shop,
      topic,
      deliveryId,
      shopifyEventId: optional(headers, 'x-shopify-event-id'),
      apiVersion: optional(headers, 'x-shopify-api-version')?.slice(0, 32),
      triggeredAt: optional(headers, 'x-shopify-triggered-at')?.slice(0, 64),
      receivedAt: this.clock.now().toISOString(),
      bodyBytes: raw.length,
      bodySha256: createHash('sha256').update(raw).digest('hex'),
      encoding: faithful ? 'utf8' : 'base64',
      body: raw.toString(faithful ? 'utf8' : 'base64'),
    };
    const actor = `shopify:${shop}`;
    const traceparent = headers['traceparent'];
    const event = ShopifyDeliveryReceived;
    return this.intake.accept({ event, id: eventId, subject: deliveryId, data, actor, shop, traceparent });
  }
}

function required(headers: Record<string, string | undefined>, name: string): string {
  const value = optional(headers, name);
  if (!value) throw new Problem(400, 'Missing header', `The header ${name} is missing.`);
  return value;
}

function optional(headers: Record<string, string | undefined>, name: string): string | undefined {
  const value = headers[name]?.trim();
  if (!value) return undefined;
  if (value.length > LONGEST_HEADER) throw new Problem(400, 'Bad header', `The header ${name} is too long.`);
  return value;
}
