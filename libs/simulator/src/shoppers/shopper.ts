import type { Chance } from '../chance/chance.js';
import { COMPANIES, FIRST_NAMES, LAST_NAMES, STREETS, STUDIOS } from '../shop/names.js';
import { ABROAD, US_REGIONS, type Region } from '../shop/regions.js';
import type { ShopProfile } from '../shop/shop-profile.js';
import { KIND_PROFILES, type ShopperKind } from './shopper-kinds.js';

export interface Address {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string | null;
  readonly address1: string;
  readonly city: string;
  readonly zip: string;
  readonly phone: string;
  readonly region: Region;
}

/** Why an order must not count: the gateway's bogus payments, the shop's test customer, or the owner's own purchase. */
export type TestReason = 'bogus_gateway' | 'test_user' | 'owner';

export interface Shopper {
  readonly id: string;
  readonly kind: ShopperKind;
  readonly intent: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly address: Address;
  readonly testReason: TestReason | null;
  readonly acceptsMarketing: boolean;
}

/** Letters that a mail address can carry. */
const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

export function newShopper(chance: Chance, kind: ShopperKind, serial: number, shop: ShopProfile): Shopper {
  const profile = KIND_PROFILES[kind];
  const testReason = kind === 'owner_or_test' ? chance.pick(['bogus_gateway', 'test_user', 'owner'] as const) : null;
  const region = chance.weighted(chance.happens(profile.abroad) ? ABROAD : US_REGIONS);
  let firstName: string = chance.pick(FIRST_NAMES);
  let lastName: string = chance.pick(LAST_NAMES);
  let email = `${ascii(firstName)}.${ascii(lastName)}.${serial}@mail.example.com`;
  if (testReason === 'test_user') {
    [firstName, lastName, email] = ['Test', 'User', 'test.user@mail.example.com'];
  } else if (testReason === 'owner') {
    [firstName, lastName, email] = [shop.ownerFirstName, shop.ownerLastName, shop.ownerEmail];
  }
  const company =
    kind === 'interior_designer' ? chance.pick(STUDIOS) : kind === 'commercial_buyer' ? chance.pick(COMPANIES) : null;
  const [city, zip] = chance.pick(region.cities);
  return {
    id: `s${String(serial).padStart(6, '0')}`,
    kind,
    intent: chance.pick(profile.intents),
    firstName,
    lastName,
    email,
    testReason,
    acceptsMarketing: chance.happens(0.45),
    address: {
      firstName,
      lastName,
      company,
      city,
      zip,
      region,
      address1: `${chance.pick(STREETS)} ${chance.between(1, 240)}`,
      phone: `+1${chance.between(201, 989)}555${String(chance.between(100, 9999)).padStart(4, '0')}`,
    },
  };
}
