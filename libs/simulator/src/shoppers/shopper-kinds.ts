export const SHOPPER_KINDS = [
  'collector',
  'interior_designer',
  'commercial_buyer',
  'bargain_hunter',
  'window_shopper',
  'bot',
  'owner_or_test',
] as const;
export type ShopperKind = (typeof SHOPPER_KINDS)[number];

/** How one kind of shopper behaves. Shares are relative weights, probabilities 0…1. */
export interface KindProfile {
  readonly intents: readonly string[];
  /** Weight among those who order. */
  readonly orderShare: number;
  /** Weight among those who only look. */
  readonly lookerShare: number;
  /** That a looker of this kind leaves a checkout behind. */
  readonly abandons: number;
  /** That an order comes from somebody who bought before. */
  readonly returns: number;
  readonly touches: readonly [min: number, max: number];
  /** From the first touch to the order, days. */
  readonly journeyDays: readonly [min: number, max: number];
  readonly lines: readonly [min: number, max: number];
  readonly units: readonly [min: number, max: number];
  /** Probability of a stretched canvas rather than a roll. */
  readonly stretched: number;
  readonly sizes: readonly (readonly [size: string, weight: number])[];
  readonly codes: readonly (readonly [code: string | null, weight: number])[];
  readonly abroad: number;
  readonly tips: number;
}

const NOTHING = { orderShare: 0, returns: 0, abroad: 0, tips: 0 } as const;

export const KIND_PROFILES: Readonly<Record<ShopperKind, KindProfile>> = {
  collector: {
    intents: ['complete a collection', 'statement piece for the living room', 'anniversary gift'],
    orderShare: 36,
    lookerShare: 14,
    abandons: 0.35,
    returns: 0.3,
    touches: [2, 6],
    journeyDays: [2, 18],
    lines: [1, 2],
    units: [1, 1],
    stretched: 0.8,
    sizes: [
      ['24x36', 3],
      ['36x48', 5],
      ['53x72', 2],
    ],
    codes: [
      [null, 88],
      ['WELCOME10', 12],
    ],
    abroad: 0.14,
    tips: 0.08,
  },
  interior_designer: {
    intents: ['client project', 'model apartment', 'mood board for a presentation'],
    orderShare: 22,
    lookerShare: 8,
    abandons: 0.3,
    returns: 0.55,
    touches: [2, 5],
    journeyDays: [1, 10],
    lines: [2, 4],
    units: [1, 3],
    stretched: 0.7,
    sizes: [
      ['24x36', 3],
      ['36x48', 4],
      ['53x72', 2],
    ],
    codes: [['TRADE10', 1]],
    abroad: 0.04,
    tips: 0,
  },
  commercial_buyer: {
    intents: ['furnish a hotel floor', 'waiting rooms', 'office move', 'restaurant opening'],
    orderShare: 8,
    lookerShare: 5,
    abandons: 0.4,
    returns: 0.25,
    touches: [3, 7],
    journeyDays: [7, 30],
    lines: [2, 4],
    units: [4, 12],
    stretched: 0.85,
    sizes: [
      ['24x36', 2],
      ['36x48', 4],
      ['53x72', 3],
    ],
    codes: [
      ['BULK15', 4],
      [null, 6],
    ],
    abroad: 0,
    tips: 0,
  },
  bargain_hunter: {
    intents: ['wait for a discount', 'cheap wall decoration', 'gift under 200'],
    orderShare: 22,
    lookerShare: 18,
    abandons: 0.55,
    returns: 0.12,
    touches: [2, 7],
    journeyDays: [1, 21],
    lines: [1, 2],
    units: [1, 1],
    stretched: 0.2,
    sizes: [
      ['24x36', 8],
      ['36x48', 2],
    ],
    codes: [
      ['WELCOME10', 4],
      ['FALL15', 4],
      ['TAKE20', 3],
      [null, 1],
    ],
    abroad: 0.06,
    tips: 0,
  },
  window_shopper: {
    intents: ['browse', 'ideas for a new flat', 'followed a friend’s link'],
    orderShare: 8,
    lookerShare: 40,
    abandons: 0.12,
    returns: 0.02,
    touches: [1, 3],
    journeyDays: [0, 6],
    lines: [1, 1],
    units: [1, 1],
    stretched: 0.5,
    sizes: [
      ['24x36', 6],
      ['36x48', 3],
    ],
    codes: [
      [null, 9],
      ['WELCOME10', 1],
    ],
    abroad: 0.12,
    tips: 0.01,
  },
  bot: {
    ...NOTHING,
    intents: ['scrape prices', 'test stolen cards', 'fill forms'],
    lookerShare: 15,
    abandons: 0.4,
    touches: [1, 2],
    journeyDays: [0, 1],
    lines: [1, 1],
    units: [1, 1],
    stretched: 0.5,
    sizes: [['24x36', 1]],
    codes: [[null, 1]],
  },
  owner_or_test: {
    ...NOTHING,
    intents: ['check the checkout', 'sample for the studio'],
    orderShare: 4,
    lookerShare: 0,
    abandons: 0,
    returns: 0,
    touches: [0, 0],
    journeyDays: [0, 0],
    lines: [1, 2],
    units: [1, 1],
    stretched: 0.5,
    sizes: [
      ['24x36', 3],
      ['36x48', 1],
    ],
    codes: [[null, 1]],
  },
};
