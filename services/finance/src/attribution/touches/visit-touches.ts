import type { InteractionKind, Utm } from '@vividwalls/events';
import { channelOfUtm } from './channel-of-utm.js';
import { marksOfLink } from './marks-of-link.js';
import { touchId } from './touch-id.js';
import { markKey, normalMark, type KnownSources, type Mark, type TouchSource } from '../sources/touch-source.js';
import type { ToldTouch, TouchOrigin } from './touch.js';

/** What is known of how a checkout or an order came about. */
export interface Visit {
  /** The checkout's token, which its order names too: both tell of the same touches. An order without one has its id. */
  readonly token: string;
  readonly utm: Utm;
  readonly landingSite?: string | undefined;
  readonly discountCodes: readonly string[];
  readonly keys: readonly string[];
  readonly occurredAt: string;
  readonly test: boolean;
  readonly shop: string;
}

/** Something in a visit that speaks of a touch, and the marks by which its source is looked up, the best first. */
interface Signal {
  readonly source: Exclude<TouchOrigin, 'interaction'>;
  readonly marks: readonly Mark[];
  /** What makes it the same signal in another telling. */
  readonly made: readonly (string | undefined)[];
  /** What the touch is when no source claims it; without, it is no touch then. */
  readonly unclaimed?: Pick<TouchSource, 'campaign'> & { readonly channel: string };
}

/** A link or a campaign brought the visit itself; a code only helped along. */
const KINDS: Readonly<Record<Signal['source'], InteractionKind>> = {
  utm: 'direct',
  link: 'direct',
  discount: 'assisted',
};

/** Codes of one order that are looked at; Shopify combines five at most. */
const MOST_CODES = 10;

/** Every mark by which a source of the visit's touches may be found. */
export function marksOf(visit: Visit): Mark[] {
  return signalsOf(visit).flatMap(({ marks }) => marks);
}

/**
 * The touches that a visit speaks of. A source gives agent, persona, channel, campaign and kind; without one a campaign or a
 * code is a touch that no agent claims, and a link is none, or every page would be. Two signals of a visit that name the
 * same agent, persona, channel and campaign are one touch.
 */
export function touchesOfVisit(visit: Visit, sources: KnownSources): ToldTouch[] {
  const touches = new Map<string, ToldTouch>();
  for (const signal of signalsOf(visit)) {
    const source = signal.marks.map((mark) => sources.get(markKey(mark))).find((one) => one !== undefined);
    const channel = source?.channel ?? signal.unclaimed?.channel ?? (source && signal.source);
    if (channel === undefined) continue;
    const campaign = source?.campaign ?? signal.unclaimed?.campaign;
    const { token, keys, occurredAt, test, shop } = visit;
    const touch: ToldTouch = {
      id: touchId(['visit', shop, token, signal.source, ...signal.made]),
      source: signal.source,
      ...(source?.agentId && { agentId: source.agentId }),
      ...(source?.department && { department: source.department }),
      ...(source?.personaId && { personaId: source.personaId }),
      ...{ channel, kind: source?.kind ?? KINDS[signal.source], occurredAt, test, shop, keys },
      ...(campaign && { campaign }),
    };
    const named = JSON.stringify([touch.agentId, touch.personaId, channel, campaign]);
    if (!touches.has(named)) touches.set(named, touch);
  }
  return [...touches.values()];
}

function signalsOf({ utm, landingSite, discountCodes }: Visit): Signal[] {
  const signals: Signal[] = [];
  if (utm.source || utm.medium || utm.campaign) {
    signals.push({
      source: 'utm',
      marks: [
        ...(utm.campaign ? [{ match: 'utm_campaign' as const, value: normalMark(utm.campaign) }] : []),
        ...(utm.source ? [{ match: 'utm_source' as const, value: normalMark(utm.source) }] : []),
      ],
      made: [utm.source, utm.medium, utm.campaign],
      unclaimed: { channel: channelOfUtm(utm), ...(utm.campaign && { campaign: utm.campaign }) },
    });
  }
  for (const mark of marksOfLink(landingSite)) signals.push({ source: 'link', marks: [mark], made: [mark.value] });
  for (const value of [...new Set(discountCodes.map(normalMark))].sort().slice(0, MOST_CODES)) {
    if (value === '') continue;
    const mark = { match: 'discount_code' as const, value };
    signals.push({
      source: 'discount',
      marks: [mark],
      made: [value],
      unclaimed: { channel: 'discount', campaign: value },
    });
  }
  return signals;
}
