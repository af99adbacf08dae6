import { AppUninstalled, LIST_LIMITS, ShopUpdated } from '@vividwalls/events';
import { currencyOf } from './amounts.js';
import type { ExactObject } from './exact-json.js';
import { idOf, instantIn, ownId, textList, textOf } from './fields.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';
import { UnexpectedShape } from './unexpected-shape.js';

/** `shop/update`: the settings other facts are read by; the owner's address and telephone stay out. */
export function translateShopUpdated(body: ExactObject, context: TranslationContext): FactDraft<ShopUpdated> {
  const currency = currencyOf(body, 'currency');
  if (currency === undefined) throw new UnexpectedShape('/currency', 'is missing or no currency');
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const codes = textList(body, 'enabled_presentment_currencies', LIST_LIMITS.currencies);
  const data: ShopUpdated = {
    shopId: ownId(body, ''),
    domain: textOf(body, 'domain'),
    myshopifyDomain: textOf(body, 'myshopify_domain'),
    currency,
    presentmentCurrencies: codes.filter((code) => /^[A-Z]{3}$/.test(code)),
    timeZone: textOf(body, 'iana_timezone'),
    countryCode: textOf(body, 'country_code', 16),
    planName: textOf(body, 'plan_name'),
    updatedAt,
  };
  return { eventClass: ShopUpdated, subject: context.shop, occurredAt: updatedAt, updatedAt, data };
}

/** `app/uninstalled`: the body is the shop, whose `updated_at` has nothing to do with it. */
export function translateAppUninstalled(body: ExactObject, context: TranslationContext): FactDraft<AppUninstalled> {
  const shopDomain = textOf(body, 'myshopify_domain') ?? textOf(body, 'domain');
  return { eventClass: AppUninstalled, subject: context.shop, data: { shopId: idOf(body, 'id'), shopDomain } };
}
