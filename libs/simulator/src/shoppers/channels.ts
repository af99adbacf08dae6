import type { ShopperKind } from './shopper-kinds.js';

/** A way a shopper meets the shop, and the agent that works it (one of the 28 consolidated agents, or nobody). */
export interface Channel {
  readonly channel: string;
  readonly agent: string | null;
  readonly source: string | null;
  readonly medium: string | null;
  readonly referrer: string | null;
  readonly campaigns: readonly string[];
  /** How often such a shopper meets this channel, relative. */
  readonly exposure: Partial<Record<ShopperKind, number>>;
  /** What one such touch adds to the odds of buying: 0 nothing, 1 doubles them. */
  readonly effect: number;
}

export const CHANNELS: readonly Channel[] = [
  {
    channel: 'direct',
    agent: null,
    source: null,
    medium: null,
    referrer: null,
    campaigns: [],
    exposure: { collector: 4, interior_designer: 5, commercial_buyer: 3, bargain_hunter: 3, window_shopper: 3, bot: 9 },
    effect: 0,
  },
  {
    channel: 'organic_search',
    agent: 'SEO/SEM Agent',
    source: null,
    medium: null,
    referrer: 'https://www.google.com/',
    campaigns: [],
    exposure: { collector: 4, interior_designer: 3, commercial_buyer: 4, bargain_hunter: 6, window_shopper: 6, bot: 3 },
    effect: 0.3,
  },
  {
    channel: 'google_ads',
    agent: 'SEO/SEM Agent',
    source: 'google',
    medium: 'cpc',
    referrer: 'https://www.google.com/',
    campaigns: ['brand-search', 'abstract-wall-art', 'large-canvas'],
    exposure: { collector: 3, interior_designer: 1, commercial_buyer: 3, bargain_hunter: 5, window_shopper: 4, bot: 1 },
    effect: 0.2,
  },
  {
    channel: 'instagram',
    agent: 'Social Media Orchestrator',
    source: 'instagram',
    medium: 'social',
    referrer: 'https://www.instagram.com/',
    campaigns: ['fractal-drop', 'studio-stories', 'new-collection'],
    exposure: { collector: 5, interior_designer: 4, bargain_hunter: 3, window_shopper: 9 },
    effect: 0.25,
  },
  {
    channel: 'pinterest',
    agent: 'Social Media Orchestrator',
    source: 'pinterest',
    medium: 'social',
    referrer: 'https://www.pinterest.com/',
    campaigns: ['room-ideas', 'mosaic-board'],
    exposure: { collector: 3, interior_designer: 6, bargain_hunter: 2, window_shopper: 7 },
    effect: 0.35,
  },
  {
    channel: 'facebook',
    agent: 'Social Media Orchestrator',
    source: 'facebook',
    medium: 'paid_social',
    referrer: 'https://l.facebook.com/',
    campaigns: ['retargeting-30d', 'lookalike-buyers'],
    exposure: { collector: 2, commercial_buyer: 1, bargain_hunter: 5, window_shopper: 5 },
    effect: 0.05,
  },
  {
    channel: 'email',
    agent: 'Campaign Manager Agent',
    source: 'newsletter',
    medium: 'email',
    referrer: null,
    campaigns: ['fall-sale', 'collector-preview', 'cart-reminder'],
    exposure: { collector: 5, interior_designer: 3, commercial_buyer: 2, bargain_hunter: 7, window_shopper: 1 },
    effect: 0.8,
  },
  {
    channel: 'influencer',
    agent: 'Influencer Partnership Agent',
    source: 'influencer',
    medium: 'referral',
    referrer: 'https://www.youtube.com/',
    campaigns: ['home-tour-ep12', 'art-loft-reels'],
    exposure: { collector: 2, window_shopper: 4, bargain_hunter: 1 },
    effect: 0.15,
  },
  {
    channel: 'designer_referral',
    agent: 'B2C Premium Sales Agent',
    source: 'designer',
    medium: 'referral',
    referrer: 'https://www.houzz.com/',
    campaigns: ['trade-program'],
    exposure: { collector: 2, interior_designer: 7 },
    effect: 1.2,
  },
  {
    channel: 'sales_outreach',
    agent: 'B2B Sales Agent',
    source: 'outreach',
    medium: 'email',
    referrer: null,
    campaigns: ['hospitality-q3', 'healthcare-calm', 'corporate-spaces'],
    exposure: { commercial_buyer: 8, interior_designer: 1 },
    effect: 1.5,
  },
  {
    channel: 'live_chat',
    agent: 'Customer Support Agent',
    source: null,
    medium: null,
    referrer: null,
    campaigns: [],
    exposure: { collector: 2, interior_designer: 2, commercial_buyer: 3, bargain_hunter: 2 },
    effect: 0.6,
  },
];
