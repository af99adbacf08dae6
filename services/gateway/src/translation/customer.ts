import {
  CONSENT_STATES,
  CUSTOMER_STATES,
  CustomerCreated,
  CustomerUpdated,
  LIST_LIMITS,
  type ConsentState,
  type CustomerSnapshot,
} from '@vividwalls/events';
import { bareAmount, currencyOf, minorText } from './amounts.js';
import { emailHash } from './email-hash.js';
import type { ExactObject } from './exact-json.js';
import { flagOf, idOf, instantIn, optionalObject, ownId, tagsOf, textOf, wholeOf, wordOf } from './fields.js';
import { customerTestReason } from './order-test-reason.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';

/** `customers/create` */
export function translateCustomerCreated(body: ExactObject, context: TranslationContext): FactDraft<CustomerCreated> {
  const customer = customerSnapshot(body, context);
  return { eventClass: CustomerCreated, occurredAt: customer.createdAt, ...common(body, customer, context) };
}

/** `customers/update` */
export function translateCustomerUpdated(body: ExactObject, context: TranslationContext): FactDraft<CustomerUpdated> {
  const customer = customerSnapshot(body, context);
  return { eventClass: CustomerUpdated, occurredAt: customer.updatedAt, ...common(body, customer, context) };
}

function common(body: ExactObject, customer: CustomerSnapshot, { rules }: TranslationContext) {
  return {
    subject: customer.customerId,
    updatedAt: customer.updatedAt,
    testBecause: customerTestReason(body, rules),
    data: { customer },
  };
}

function customerSnapshot(body: ExactObject, context: TranslationContext): CustomerSnapshot {
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const currency = currencyOf(body, 'currency');
  const spent = currency === undefined ? undefined : bareAmount(body, 'total_spent', currency, '');
  const ordersCount = wholeOf(body, 'orders_count');
  const address = optionalObject(body, 'default_address');
  const email = optionalObject(body, 'email_marketing_consent');
  const sms = optionalObject(body, 'sms_marketing_consent');
  return {
    customerId: ownId(body, ''),
    emailHash: emailHash(textOf(body, 'email')),
    state: wordOf(body, 'state', CUSTOMER_STATES, 'unknown'),
    emailVerified: flagOf(body, 'verified_email'),
    tags: tagsOf(body, LIST_LIMITS.tags),
    emailConsent: consent(email),
    emailConsentAt: email && instantIn(email, 'consent_updated_at'),
    smsConsent: consent(sms),
    smsConsentAt: sms && instantIn(sms, 'consent_updated_at'),
    ordersCount: ordersCount !== undefined && ordersCount >= 0 ? ordersCount : undefined,
    totalSpentMinor: spent === undefined ? undefined : minorText(spent),
    currency: spent === undefined ? undefined : currency,
    lastOrderId: idOf(body, 'last_order_id'),
    countryCode: address && textOf(address, 'country_code', 16),
    provinceCode: address && textOf(address, 'province_code', 16),
    createdAt: instantIn(body, 'created_at') ?? updatedAt,
    updatedAt,
  };
}

function consent(body: ExactObject | undefined): ConsentState | undefined {
  return body && wordOf(body, 'state', CONSENT_STATES, 'unknown');
}
