import type { OrderLine, OrderSnapshot } from '@vividwalls/events';
import type { LineFact, OrderDetails } from './order-state.js';

/** Notes that hold a visit's session, as themes and apps name them. */
const SESSION_NOTE = /^_{0,2}(?:vw[_-])?(?:session|visit|visitor)(?:[_\s-]?(?:id|token))?$/i;

/** What the gateway put in place of a value that is nobody's business. */
const WITHHELD = '[withheld]';

/** What a snapshot tells beside its sums. Lists are sorted where their order means nothing. */
export function detailsOf(snapshot: OrderSnapshot): OrderDetails {
  const { origin } = snapshot;
  return {
    name: snapshot.name,
    lines: snapshot.lines.map(lineFact),
    gateways: snapshot.gateways.map((gateway) => gateway.toLowerCase()).sort(),
    tags: [...snapshot.tags].sort(),
    ...(snapshot.sourceName && { source: snapshot.sourceName }),
    ...(snapshot.fulfillmentStatus && { fulfilled: snapshot.fulfillmentStatus }),
    ...(snapshot.customerId && { customerId: snapshot.customerId }),
    ...(snapshot.emailHash && { emailHash: snapshot.emailHash }),
    ...(origin.checkoutToken && { checkoutToken: origin.checkoutToken }),
    ...(origin.cartToken && { cartToken: origin.cartToken }),
    sessionIds: sessionsIn(origin.noteAttributes),
    utm: origin.utm,
    ...(origin.landingSite && { landingSite: origin.landingSite }),
    ...(origin.referringSite && { referringSite: origin.referringSite }),
    discountCodes: snapshot.discountCodes.map(({ code }) => code).sort(),
  };
}

function sessionsIn(notes: OrderSnapshot['origin']['noteAttributes']): string[] {
  const values = notes.filter(({ name }) => SESSION_NOTE.test(name)).map(({ value }) => value.trim());
  return [...new Set(values)].filter((value) => value !== '' && value !== WITHHELD).sort();
}

function lineFact(line: OrderLine): LineFact {
  return {
    lineId: line.lineId,
    ...(line.productId && { productId: line.productId }),
    ...(line.sku && { sku: line.sku }),
    title: line.title,
    ...(line.variantTitle && { variant: line.variantTitle }),
    quantity: line.quantity,
    grossMinor: String(BigInt(line.unitPriceMinor) * BigInt(line.quantity)),
    discountMinor: line.discountMinor,
    taxMinor: line.taxMinor,
    giftCard: line.giftCard,
  };
}
