import { allocate } from '@vividwalls/money';
import type { Chance } from '../chance/chance.js';
import { catalogue } from '../catalogue/catalogue.js';
import { CHANNELS, type Channel } from './channels.js';
import { KIND_PROFILES, type ShopperKind } from './shopper-kinds.js';

/** One meeting of a shopper with the shop. `at` is milliseconds since the epoch. */
export interface Touch {
  readonly id: string;
  readonly at: number;
  readonly agent: string | null;
  readonly channel: string;
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly landingSite: string;
  readonly referringSite: string | null;
  /** What one such touch adds to the odds of buying, in millionths: the model's own truth. */
  readonly effectMicros: number;
}

const DAY_MS = 86_400_000;
/** All basis points of one order's credit. */
const WHOLE_BPS = 10_000n;

/**
 * The touches that end at `endAt`, oldest first. Purchase odds multiply by (1 + effect) per touch, therefore a buyer's
 * touches are drawn by exposure × (1 + effect) and a looker's by exposure alone (Bayes): attribution has something true
 * to find.
 */
export function journey(chance: Chance, kind: ShopperKind, endAt: number, buys: boolean, shopperId: string): Touch[] {
  const profile = KIND_PROFILES[kind];
  const count = chance.between(...profile.touches);
  if (count === 0) return [];
  const spanMs = Math.max(chance.between(...profile.journeyDays) * DAY_MS, 3_600_000);
  // The last touch is the visit that ends in the order or in leaving; the others lie anywhere before it.
  const ages = Array.from({ length: count - 1 }, () => Math.floor(chance.unit() * spanMs) + 600_000);
  ages.sort((a, b) => b - a).push(chance.between(180_000, 1_500_000));
  const choices = CHANNELS.map((channel) => {
    const exposure = channel.exposure[kind] ?? 0;
    return [channel, buys ? exposure * (1 + channel.effect) : exposure] as const;
  });
  return ages.map((age, index) => touch(chance, chance.weighted(choices), endAt - age, `${shopperId}-t${index + 1}`));
}

function touch(chance: Chance, channel: Channel, at: number, id: string): Touch {
  const campaign = channel.campaigns.length > 0 ? chance.pick(channel.campaigns) : null;
  const path = chance.happens(0.4) ? '/' : `/products/${chance.pick(catalogue()).handle}`;
  const query = new URLSearchParams();
  if (channel.source) query.set('utm_source', channel.source);
  if (channel.medium) query.set('utm_medium', channel.medium);
  if (campaign) query.set('utm_campaign', campaign);
  if (channel.channel === 'google_ads') query.set('gclid', chance.hex(24));
  const landingSite = query.size > 0 ? `${path}?${query.toString()}` : path;
  return {
    id,
    at,
    agent: channel.agent,
    channel: channel.channel,
    source: channel.source,
    medium: channel.medium,
    campaign,
    landingSite,
    referringSite: channel.referrer,
    effectMicros: Math.round(channel.effect * 1e6),
  };
}

/** Each touch's true share of an order in basis points, in proportion to its effect; all equal when none had one. */
export function trueCredit(touches: readonly Touch[]): number[] {
  if (touches.length === 0) return [];
  return allocate(
    WHOLE_BPS,
    touches.map((one) => BigInt(one.effectMicros)),
  ).map(Number);
}
