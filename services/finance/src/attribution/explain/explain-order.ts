import { isFitted, type MarkovFit, type ModelName } from '@vividwalls/attribution';
import type { OrderAttribution, TouchCredited, TouchLeftOut, TouchShown } from '@vividwalls/contracts';
import { percent } from '../../reports/decimal-ratio.js';
import { isOpen } from '../credits/attribute.js';
import type { AttributedOrder } from '../credits/attributed-order.js';
import { consideredTouches, lookbackFrom, type TiedTouch } from '../credits/considered-touches.js';
import { creditsOf } from '../credits/credits-of.js';
import { versionOf, weightsUnder } from '../models/weights-under.js';
import { exactShare, roundingOf } from './exact-share.js';
import { sharesOf } from './shares-of.js';
import { whyLeftOut } from './why-left-out.js';
import { whyWeight } from './why-weight.js';

/**
 * Why an order's credits are what they are: the touches with weight, exact share and rounding, and those that were left out.
 * Under another model than that of record it is what that model says of the frozen path; nothing of it is booked.
 *
 * @param tied every touch that shares a key with the order, too old and too late ones included
 */
export function explainOrder(
  order: AttributedOrder,
  tied: readonly TiedTouch[],
  { model, fit, now }: { model: ModelName; fit: MarkovFit | undefined; now: Date },
): Omit<OrderAttribution, 'sets'> {
  const { orderId, book, currency, netMinor, placedAt, closesAt, lookbackDays } = order;
  const hypothetical = model !== order.model;
  const touches = touchesOf(order, model, fit, new Map(tied.map((touch) => [touch.id, touch])));
  return {
    ...{ orderId, book, currency, netRevenueMinor: netMinor.toString() },
    unattributedMinor: order.path.length === 0 ? netMinor.toString() : '0',
    ...{ model, modelVersion: versionOf(model, order.markovVersion), hypothetical, modelOfRecord: order.model },
    ...{ placedAt, lookbackFrom: lookbackFrom(placedAt, lookbackDays), closesAt, open: isOpen(order, now) },
    ...{ shares: sharesOf(touches), touches },
    leftOut: leftOutOf(order, tied, now),
    notes: notesOn(model, order, fit),
  };
}

function touchesOf(
  order: AttributedOrder,
  model: ModelName,
  fit: MarkovFit | undefined,
  told: ReadonlyMap<string, TiedTouch>,
): TouchCredited[] {
  const { path, netMinor, placedAt } = order;
  if (path.length === 0) return [];
  const fits = new Map(fit ? [[order.markovVersion, fit]] : []);
  const weights = model === order.model ? order.weights : weightsUnder(model, order, fits);
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  return creditsOf(netMinor, { path, weights }).map(({ touch, weight, amountMinor }, i) => ({
    ...shown({ ...touch!, source: told.get(touch!.id)?.source ?? 'interaction' }),
    ...{ weight: weight.toString(), sharePercent: percent(weight, sum) },
    ...{ exactMinor: exactShare(netMinor, weight, sum), rounding: roundingOf(netMinor, weight, sum, amountMinor) },
    ...{ amountMinor: amountMinor.toString(), why: whyWeight(model, path, i, placedAt, fit) },
  }));
}

function leftOutOf(order: AttributedOrder, tied: readonly TiedTouch[], now: Date): TouchLeftOut[] {
  const { path, leftOut } = consideredTouches(tied, { ...order, test: order.book === 'test' });
  const frozen = new Set(order.path.map(({ id }) => id));
  const missed = path.filter(({ id }) => !frozen.has(id));
  const touches = new Map(tied.map((touch) => [touch.id, touch]));
  return [
    ...leftOut.filter(({ touch }) => !frozen.has(touch.id)),
    ...missed.map(({ id }) => ({
      touch: touches.get(id)!,
      reason: isOpen(order, now) ? ('arriving' as const) : ('told_too_late' as const),
    })),
  ].map(({ touch, reason }) => ({ ...shown(touch), reason, why: whyLeftOut(reason, order.lookbackDays) }));
}

function notesOn(model: ModelName, order: AttributedOrder, fit: MarkovFit | undefined): string[] {
  const notes = model === order.model ? [] : [`The books are kept by ${order.model}; this is what ${model} would say.`];
  if (isFitted(model, fit)) return notes;
  return [...notes, `${model} was not fitted when this order was attributed, so it divides as linear does.`];
}

function shown(touch: Omit<TiedTouch, 'test' | 'shop'>): TouchShown {
  const { id, source, occurredAt, agentId, personaId, department, channel, campaign, kind } = touch;
  return {
    ...{ touchId: id, source, occurredAt, agentId: agentId ?? null, personaId: personaId ?? null },
    ...{ department: department ?? null, channel, campaign: campaign ?? null, kind },
  };
}
