import type { Address } from '../shoppers/shopper.js';
import type { Json } from './json.js';

/** A billing or shipping address of an order or checkout. */
export function addressBody(address: Address): Json {
  const { region } = address;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: region.province,
    country: region.country,
    last_name: address.lastName,
    address2: '',
    company: address.company,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`,
    country_code: region.countryCode,
    province_code: region.provinceCode,
  };
}
