import { formatMinor } from '@vividwalls/money';
import { LADDER_CURRENCY, priceLadder } from '../pricing/price-ladder.js';
import { stackDiscounts } from '../pricing/stacked-discounts.js';

export interface CampaignOffer {
  readonly code: string;
  readonly percent: number;
}

export interface CampaignAds {
  readonly channel: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export interface CampaignFacts {
  readonly name: string;
  readonly segment: string;
  /** How many people get the letter; null: nobody has counted. */
  readonly recipients: number | null;
  readonly offer: CampaignOffer | null;
  readonly ads: CampaignAds | null;
  /** What the letter is about; null: there is none. */
  readonly topic: string | null;
  /** First and last day, `2026-12-01`. */
  readonly fromDay: string;
  readonly toDay: string;
  /** What may be spent in all; null: nobody has said. */
  readonly budgetMinor: bigint | null;
}

/** What a check of a campaign has found: what must be changed, what whoever decides must see, what nobody knows. */
export interface CampaignFindings {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly unknown: readonly string[];
}

/** Holds a planned campaign against the price floor, its budget and the calendar. What is not known is named, and never taken for none. */
export function checkCampaign(campaign: CampaignFacts, today: string): CampaignFindings {
  const { offer, ads, topic, fromDay, toDay, budgetMinor, recipients } = campaign;
  return {
    faults: [
      ...(toDay < fromDay ? [`it ends on ${toDay}, before it begins on ${fromDay}`] : []),
      ...(toDay < today ? [`it was over on ${toDay}`] : []),
      ...(offer === null && ads === null && topic === null ? ['it has no part: no offer, no ads, no letter'] : []),
      ...(ads !== null && budgetMinor !== null && ads.amountMinor > budgetMinor
        ? [`the ads cost ${money(ads.amountMinor, ads.currency)}, the budget is ${money(budgetMinor, ads.currency)}`]
        : []),
    ],
    warnings: offer === null ? [] : belowFloor(offer),
    unknown: [
      ...(topic !== null && recipients === null ? ['how many people get the letter'] : []),
      ...(ads !== null && budgetMinor === null ? ['what may be spent in all'] : []),
    ],
  };
}

/** Every size that the offer alone takes below its floor; codes can be put together with other discounts on top. */
function belowFloor({ percent, code }: CampaignOffer): string[] {
  const lines = priceLadder().map(({ size, printType }) => ({
    ...{ title: `${size} ${printType}`, size, printType, quantity: 1, priceMinor: null },
  }));
  return stackDiscounts(lines, [{ title: code, percent, amountMinor: null }]).flatMap(
    ({ title, isBelowFloor, afterMinor, floorMinor }) =>
      isBelowFloor
        ? [
            `${title} would go for ${money(afterMinor!, LADDER_CURRENCY)}, its floor is ${money(floorMinor!, LADDER_CURRENCY)}`,
          ]
        : [],
  );
}

const money = (minor: bigint, currency: string): string => `${formatMinor(minor, currency)} ${currency}`;
