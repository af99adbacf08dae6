import { productBody } from '../bodies/product-body.js';
import { dataRequestBody, productDeletedBody, redactBody } from '../bodies/small-bodies.js';
import { catalogue } from '../catalogue/catalogue.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const OPENS_UTC_MS = 15 * HOUR_MS;
/** How often, per day, the office touches a product or drops a draft, and customers ask for their data or its deletion. */
const DAILY = { update: 0.35, drop: 0.16, dataRequest: 0.16, redact: 0.15 };

/** The first hour: every product of the catalogue is created. */
export function stockTheShop(world: World): void {
  for (const product of catalogue()) {
    world.plan(world.startAt + world.chance.between(0, 55 * MINUTE_MS), () => {
      world.products.set(product, world.now);
      world.emit(
        'products/create',
        productBody(product, world.now, world.now, (item) => world.available(item)),
      );
    });
  }
}

export function planOffice(world: World, dayStart: number): void {
  const { chance } = world;
  const sometime = (share: number, happening: () => void): void => {
    if (chance.happens(share)) world.plan(dayStart + OPENS_UTC_MS + chance.between(0, 6 * HOUR_MS), happening);
  };
  sometime(DAILY.update, () => updateProduct(world));
  sometime(DAILY.drop, () => dropDraft(world));
  sometime(DAILY.dataRequest, () => askForPrivacy(world, 'customers/data_request'));
  sometime(DAILY.redact, () => askForPrivacy(world, 'customers/redact'));
}

function updateProduct(world: World): void {
  const [product, createdAt] = world.chance.pick([...world.products]);
  world.emit(
    'products/update',
    productBody(product, createdAt, world.now, (item) => world.available(item)),
  );
}

/** Only drafts are dropped: what is on sale may be in somebody's cart. */
function dropDraft(world: World): void {
  const drafts = [...world.products.keys()].filter((product) => product.status === 'draft');
  if (drafts.length === 0) return;
  const product = world.chance.pick(drafts);
  world.products.delete(product);
  world.emit('products/delete', productDeletedBody(product.id));
}

function askForPrivacy(world: World, topic: 'customers/data_request' | 'customers/redact'): void {
  const settled = world.customers.filter((one) => one.placed.length > 0 && !one.shopper.testReason && !one.redacted);
  if (settled.length === 0) return;
  const customer = world.chance.pick(settled);
  const orders = customer.placed.map((one) => one.id);
  if (topic === 'customers/data_request') {
    world.emit(topic, dataRequestBody(customer, orders, world.nextId(), world.shop));
  } else {
    customer.redacted = true;
    world.emit(topic, redactBody(customer, orders, world.shop));
  }
}
