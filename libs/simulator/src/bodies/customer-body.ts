import { formatMinor } from '@vividwalls/money';
import type { Customer } from '../orders/customer.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';

function defaultAddress(customer: Customer): Json {
  const { address } = customer.shopper;
  return {
    id: idNumber(customer.addressId),
    customer_id: idNumber(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: '',
    city: address.city,
    province: address.region.province,
    country: address.region.country,
    zip: address.zip,
    phone: address.phone,
    name: `${address.firstName} ${address.lastName}`,
    province_code: address.region.provinceCode,
    country_code: address.region.countryCode,
    country_name: address.region.country,
    default: true,
  };
}

const emailConsent = (customer: Customer): Json => ({
  state: customer.shopper.acceptsMarketing ? 'subscribed' : 'not_subscribed',
  opt_in_level: customer.shopper.acceptsMarketing ? 'single_opt_in' : null,
  consent_updated_at: customer.shopper.acceptsMarketing ? shopTime(customer.createdAt) : null,
});

/** The customer inside an order; checkouts carry it without the consents and tags. */
export function customerInOrder(customer: Customer, inCheckout = false): Json {
  const { shopper } = customer;
  return {
    id: idNumber(customer.id),
    email: shopper.email,
    created_at: shopTime(customer.createdAt),
    updated_at: shopTime(customer.updatedAt),
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    ...(inCheckout
      ? { currency: 'USD', phone: null }
      : {
          phone: null,
          email_marketing_consent: emailConsent(customer),
          sms_marketing_consent: null,
          tags: customer.tags,
          currency: 'USD',
        }),
    tax_exemptions: [],
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    default_address: defaultAddress(customer),
  };
}

/** `customers/create`, `customers/update` */
export function customerBody(customer: Customer): Json {
  const { shopper, placed } = customer;
  const last = placed.at(-1);
  return {
    id: idNumber(customer.id),
    email: shopper.email,
    created_at: shopTime(customer.createdAt),
    updated_at: shopTime(customer.updatedAt),
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    orders_count: placed.length,
    state: 'disabled',
    total_spent: formatMinor(customer.spentMinor, 'USD'),
    last_order_id: last ? idNumber(last.id) : null,
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    tags: customer.tags,
    last_order_name: last ? `#${1000 + last.number}` : null,
    currency: 'USD',
    phone: null,
    addresses: [defaultAddress(customer)],
    tax_exemptions: [],
    email_marketing_consent: emailConsent(customer),
    sms_marketing_consent: null,
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
    default_address: defaultAddress(customer),
  };
}
