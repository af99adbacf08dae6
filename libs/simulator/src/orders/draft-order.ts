import type { Chance } from '../chance/chance.js';
import { converted, minus, sum, times, ZERO, type Currencies } from '../money/pair.js';
import { RATE_MICROS } from '../shop/regions.js';
import type { ShopProfile } from '../shop/shop-profile.js';
import type { Touch } from '../shoppers/journey.js';
import type { Shopper } from '../shoppers/shopper.js';
import type { Customer } from './customer.js';
import type { Order } from './order.js';
import { priceLines, type CartLine } from './price-lines.js';
import { priceShipping } from './price-shipping.js';

export interface DraftOptions {
  readonly chance: Chance;
  readonly nextId: () => bigint;
  readonly shop: ShopProfile;
  readonly shopper: Shopper;
  readonly customer: Customer | null;
  readonly cart: readonly CartLine[];
  readonly code: string | null;
  readonly touches: readonly Touch[];
  readonly number: number;
  readonly source: 'web' | 'pos';
  readonly gateway: string;
  readonly tipMinor: bigint;
  readonly at: number;
}

const USER_AGENTS = {
  person: [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0',
  ],
  bot: ['python-requests/2.34.0', 'Mozilla/5.0 (compatible; HeadlessChrome/148.0.0.0)'],
} as const;

/** A priced order that nobody has placed yet: what a checkout shows, and an order once it is placed. */
export function draftOrder(options: DraftOptions): Order {
  const { chance, nextId, shopper, shop, source, at } = options;
  const region = shopper.address.region;
  const currency = source === 'pos' ? shop.currency : region.currency;
  const currencies: Currencies = { shop: shop.currency, shown: currency, rateMicros: RATE_MICROS[currency]! };
  const id = nextId();
  const { lines, discount } = priceLines(options.cart, options.code, region, currencies, nextId);
  const goods = minus(sum(lines.map((line) => times(line.unit, line.quantity))), discount?.total ?? ZERO);
  const web = source === 'web';
  const agents = shopper.kind === 'bot' ? USER_AGENTS.bot : USER_AGENTS.person;
  return {
    id,
    shop,
    number: options.number,
    token: chance.hex(32),
    cartToken: web ? chance.hex(32) : null,
    checkoutToken: web ? chance.hex(32) : null,
    checkoutId: web ? nextId() : null,
    confirmation: confirmation(chance),
    statusKey: chance.hex(32),
    browserIp: web ? `198.51.100.${chance.between(1, 254)}` : null,
    userAgent: web ? chance.pick<string>(agents) : null,
    source,
    shopper,
    customer: options.customer,
    email: web ? shopper.email : null,
    address: web ? shopper.address : null,
    currencies,
    taxesIncluded: region.taxesIncluded,
    touches: web ? options.touches : [],
    noteAttributes: web ? notes(shopper, options.touches) : [],
    poNumber: shopper.kind === 'commercial_buyer' ? `PO-${chance.between(10_000, 99_999)}` : null,
    tags: shopper.kind === 'interior_designer' ? 'trade' : '',
    gateway: options.gateway,
    bogus: shopper.testReason === 'bogus_gateway',
    createdAt: at,
    discount,
    shipping: web ? priceShipping(goods, region, currencies, nextId) : null,
    tip: converted(options.tipMinor, currencies),
    lines,
    transactions: [],
    refunds: [],
    fulfillments: [],
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
  };
}

function confirmation(chance: Chance): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
  return Array.from({ length: 9 }, () => letters[chance.between(0, letters.length - 1)]).join('');
}

/** The storefront's script leaves the visitor's id and first campaign on the cart, so that visits can be joined. */
function notes(shopper: Shopper, touches: readonly Touch[]): { name: string; value: string }[] {
  const first = touches.find((touch) => touch.source !== null);
  const list = [{ name: 'visitor_id', value: shopper.id }];
  if (first?.source) list.push({ name: 'first_utm_source', value: first.source });
  if (first?.campaign) list.push({ name: 'first_utm_campaign', value: first.campaign });
  if (shopper.kind === 'interior_designer') list.push({ name: 'project', value: shopper.intent });
  return list;
}
