import type { components } from '../../../api/openapi';

export type OrderAttribution = components['schemas']['OrderAttributionView'];
export type Credited = OrderAttribution['touches'][number];
export type LeftOut = OrderAttribution['leftOut'][number];

/** A touch with the number that it has on the timeline and in the list. */
export type NumberedTouch = Credited & { readonly number: number };

export interface ShareTold {
  /** Null: touches that name no agent. */
  readonly agentId: string | null;
  readonly amountMinor: string;
  readonly sharePercent: string;
  /** Those of its touches that brought it something. */
  readonly because: readonly NumberedTouch[];
}

export interface WhoGotIt {
  readonly got: readonly ShareTold[];
  /** Touched, and got nothing under this model. */
  readonly nothing: readonly (string | null)[];
}

export const numbered = (touches: readonly Credited[]): NumberedTouch[] =>
  touches.map((touch, at) => ({ ...touch, number: at + 1 }));

/** Why a touch weighs what it does, where its number is said already: without `touch 7 of 10: `. */
export const reasonOf = (why: string): string => why.replace(/^touch \d+ of \d+: /, '');

/** Whether there was something once, and all of it went back: then nobody got anything, whatever their shares. */
export const isNothingLeft = ({ netRevenueMinor }: Pick<OrderAttribution, 'netRevenueMinor'>): boolean =>
  netRevenueMinor === '0';

/** Who got something of an order and by which touches, and who touched it for nothing. */
export function whoGotIt({ shares, touches }: Pick<OrderAttribution, 'shares' | 'touches'>): WhoGotIt {
  const all = numbered(touches);
  const isNothing = (percent: string): boolean => Number(percent) === 0;
  return {
    got: shares
      .filter(({ sharePercent }) => !isNothing(sharePercent))
      .map(({ agentId, amountMinor, sharePercent, touchIds }) => ({
        ...{ agentId, amountMinor, sharePercent },
        because: all.filter(({ touchId, weight }) => touchIds.includes(touchId) && weight !== '0'),
      })),
    nothing: shares.filter(({ sharePercent }) => isNothing(sharePercent)).map(({ agentId }) => agentId),
  };
}
