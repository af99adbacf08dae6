import type { AttributedOrder, OrderNow } from './attributed-order.js';
import type { AttributionRules } from './attribution-rules.js';
import { consideredTouches, type TiedTouch } from './considered-touches.js';
import type { PathTouch } from '../touches/touch.js';
import { versionOf, weightsUnder, type MarkovFits } from '../models/weights-under.js';

const DAY_MS = 86_400_000;

/** What of the world an attribution depends on besides the order. */
export interface Circumstances {
  readonly rules: AttributionRules;
  /** The newest fit. */
  readonly markovVersion: number;
  readonly fits: MarkovFits;
  readonly now: Date;
}

/** Whether an order's touches have to be read: it is new, or open and something that decides them has changed. */
export function needsTouches(before: AttributedOrder | undefined, order: OrderNow, now: Date): boolean {
  return before ? isOpen(before, now) && tiesChanged(before, order) : true;
}

/**
 * The order as it must stand, given what bookkeeping says of it now.
 *
 * @param tied its touches where `needsTouches` says so; undefined leaves the path as it is
 */
export function attribute(
  before: AttributedOrder | undefined,
  order: OrderNow,
  tied: readonly TiedTouch[] | undefined,
  circumstances: Circumstances,
): AttributedOrder {
  if (!before) return attributeFirst(order, tied ?? [], circumstances);
  if (tied) return withPath({ ...before, ...order }, tied, circumstances.fits);
  // Its path stays, and so does what it was found by.
  return { ...before, ...order, keys: before.keys, own: before.own, ownTouches: before.ownTouches };
}

/**
 * An order's first credits, which freeze model, version, fit and look-back.
 *
 * It stays open from when it was placed, or from when it was first heard of where that is later: an order that is
 * brought in from before may be told of sooner than its touches.
 */
function attributeFirst(
  order: OrderNow,
  tied: readonly TiedTouch[],
  { rules: { model, lookbackDays, openDays }, markovVersion, fits, now }: Circumstances,
): AttributedOrder {
  const opened = Math.max(Date.parse(order.placedAt), now.getTime());
  const frozen = {
    ...{ model, modelVersion: versionOf(model, markovVersion), lookbackDays, markovVersion },
    closesAt: new Date(opened + openDays * DAY_MS).toISOString(),
  };
  return withPath({ ...order, ...frozen, path: [], weights: [], seq: 0 }, tied, fits);
}

/**
 * An order with the path that its touches make now, divided by the model and the version that were frozen. A touch that was
 * on the path keeps the names it was frozen with.
 */
export function withPath(order: AttributedOrder, tied: readonly TiedTouch[], fits: MarkovFits): AttributedOrder {
  const window = { ...order, test: order.book === 'test' };
  const frozen = new Map(order.path.map((touch) => [touch.id, touch]));
  const path = consideredTouches(tied, window).path.map((touch): PathTouch => {
    return { ...(frozen.get(touch.id) ?? touch), occurredAt: touch.occurredAt };
  });
  const next = { ...order, path };
  return { ...next, weights: weightsUnder(order.model, next, fits) };
}

/** Whether late touches may still change it. */
export function isOpen({ closesAt }: AttributedOrder, now: Date): boolean {
  return now.getTime() < Date.parse(closesAt);
}

/** Whether anything that decides its touches is new. */
export function tiesChanged(before: OrderNow, now: OrderNow): boolean {
  const ties = ({ shop, book, placedAt, keys, own }: OrderNow) => JSON.stringify([shop, book, placedAt, keys, own]);
  return ties(before) !== ties(now);
}

/** Whether there is anything to write. */
export function isChanged(before: AttributedOrder | undefined, after: AttributedOrder): boolean {
  if (!before) return true;
  const rest = ({ netMinor, currency, placedOn, path }: AttributedOrder) =>
    JSON.stringify([netMinor.toString(), currency, placedOn, path.map(({ id, occurredAt }) => [id, occurredAt])]);
  return tiesChanged(before, after) || rest(before) !== rest(after);
}
