import { actOf, type ActFacts, type ActName } from '@vividwalls/contracts';

/** The money that an act is about, as a list of approvals shows it. */
export interface ActAmount {
  readonly minor: string;
  /** ISO 4217; null when nobody said. */
  readonly currency: string | null;
  /** What the amount is, in the catalogue's words. */
  readonly of: string;
}

/** Where an act tells several amounts: what it comes to, rather than what it is compared with. */
const FIRST = ['amountMinor', 'newPriceMinor'] as const;

const UNIT = ', minor units';

/** The amount that says how much an act is about; null when it has none, or nobody told it. */
export function amountOf(act: ActName, facts: ActFacts): ActAmount | null {
  const money = Object.entries(actOf(act).facts).filter(([, { type }]) => type === 'money');
  const names = [...FIRST.filter((name) => money.some(([one]) => one === name)), ...money.map(([name]) => name)];
  const name = names.find((one) => typeof facts[one] === 'string');
  if (name === undefined) return null;
  const { currency } = facts;
  const title = actOf(act).facts[name]!.title;
  return {
    minor: facts[name] as string,
    currency: typeof currency === 'string' ? currency : null,
    of: title.endsWith(UNIT) ? title.slice(0, -UNIT.length) : title,
  };
}
