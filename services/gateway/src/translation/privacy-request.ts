import { CustomerDataRequested, CustomerRedactRequested, LIST_LIMITS, ShopRedactRequested } from '@vividwalls/events';
import { emailHash } from './email-hash.js';
import type { ExactObject } from './exact-json.js';
import { idOf, optionalObject, textOf } from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

// The three compliance topics. They must never fail for a missing detail: an answer is due by law.

/** `customers/data_request` */
export function translateDataRequest(body: ExactObject, context: TranslationContext): FactDraft<CustomerDataRequested> {
  const request = optionalObject(body, 'data_request');
  const data: CustomerDataRequested = {
    dataRequestId: request && idOf(request, 'id'),
    shopId: idOf(body, 'shop_id'),
    ...person(body),
    orderIds: orderIds(body, 'orders_requested'),
  };
  return { eventClass: CustomerDataRequested, subject: data.customerId ?? context.shop, data };
}

/** `customers/redact` */
export function translateCustomerRedact(
  body: ExactObject,
  context: TranslationContext,
): FactDraft<CustomerRedactRequested> {
  const data: CustomerRedactRequested = {
    shopId: idOf(body, 'shop_id'),
    ...person(body),
    orderIds: orderIds(body, 'orders_to_redact'),
  };
  return { eventClass: CustomerRedactRequested, subject: data.customerId ?? context.shop, data };
}

/** `shop/redact` */
export function translateShopRedact(body: ExactObject, context: TranslationContext): FactDraft<ShopRedactRequested> {
  const data: ShopRedactRequested = { shopId: idOf(body, 'shop_id'), shopDomain: textOf(body, 'shop_domain') };
  return { eventClass: ShopRedactRequested, subject: context.shop, data };
}

function person(body: ExactObject): { customerId?: string | undefined; emailHash?: string | undefined } {
  const customer = optionalObject(body, 'customer') ?? {};
  return { customerId: idOf(customer, 'id'), emailHash: emailHash(textOf(customer, 'email')) };
}

/** Every order named; a list too long is a fault rather than cut, since what is left out would not be erased. */
function orderIds(body: ExactObject, key: string): string[] {
  const value = body[key];
  if (!Array.isArray(value)) return [];
  if (value.length > LIST_LIMITS.orderIds) {
    throw new UnexpectedShape(`/${key}`, `has more than ${LIST_LIMITS.orderIds} entries`);
  }
  return value.flatMap((_, i) => idOf(value as unknown as ExactObject, String(i)) ?? []);
}
