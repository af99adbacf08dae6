/** What kind of figure a text gives, or a question asks for. */
export type QuantityKind = 'money' | 'percent' | 'duration' | 'count';

export interface Quantity {
  readonly kind: QuantityKind;
  /** Without separators and needless zeros: `1000`, `0.5`; `50-100` for a range. */
  readonly value: string;
  /** `USD`, `%`, `days`, `business days`; empty for a count. */
  readonly unit: string;
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const RANGE = `(${NUMBER})(?:\\s*(?:-|–|to)\\s*\\$?(${NUMBER}))?`;

/** In the order in which they take their part of a text: a sum of money is no count. */
const PATTERNS: readonly (readonly [QuantityKind, RegExp])[] = [
  ['money', new RegExp(`\\$\\s?${RANGE}|${RANGE}\\s?(?:USD|dollars?)\\b`, 'gi')],
  ['percent', new RegExp(`${RANGE}\\s?(?:%|per ?cent\\b)`, 'gi')],
  ['duration', new RegExp(`${RANGE}\\s+((?:business|working)\\s+)?(minute|hour|day|week|month|year)s?\\b`, 'gi')],
  // Neither a size (24x36) nor a part of a word or a version.
  ['count', new RegExp(`(?<![\\w.×-])${RANGE}(?![\\w×%]|\\s?[x×]\\s?\\d|\\.\\d)`, 'gi')],
];

/** The figures of a text, in the order in which they stand in it. */
export function quantitiesIn(text: string): Quantity[] {
  const found: (Quantity & { readonly at: number })[] = [];
  let rest = text;
  for (const [kind, pattern] of PATTERNS) {
    for (const match of rest.matchAll(pattern)) found.push({ ...quantityOf(kind, match), at: match.index });
    rest = rest.replace(pattern, (taken) => ' '.repeat(taken.length));
  }
  return found.sort((a, b) => a.at - b.at).map(({ at: _at, ...quantity }) => quantity);
}

function quantityOf(kind: QuantityKind, match: RegExpMatchArray): Quantity {
  if (kind === 'money') return { kind, value: rangeOf(match[1] ?? match[3]!, match[2] ?? match[4]), unit: 'USD' };
  if (kind === 'percent') return { kind, value: rangeOf(match[1]!, match[2]), unit: '%' };
  if (kind === 'count') return { kind, value: rangeOf(match[1]!, match[2]), unit: '' };
  const unit = `${match[3] ? 'business ' : ''}${match[4]!.toLowerCase()}s`;
  return { kind, value: rangeOf(match[1]!, match[2]), unit };
}

const rangeOf = (from: string, to: string | undefined): string =>
  to === undefined ? plainNumber(from) : `${plainNumber(from)}-${plainNumber(to)}`;

/** `1,000.00` as `1000`. */
export function plainNumber(text: string): string {
  const plain = text.replaceAll(',', '');
  return plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain;
}

/** A value as claims are compared by: a number as a number, words as words. */
export function normalValue(value: string): string {
  const text = value.trim().toLowerCase().replace(/\s+/g, ' ');
  return /^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(text) ? plainNumber(text) : text;
}

const ASKS: readonly (readonly [QuantityKind, RegExp])[] = [
  ['percent', /\b(percent\w*|per cent|discounts?|margins?|rate|share|premium)\b|%/i],
  [
    'money',
    /\b(prices?|priced|costs?|how much|fees?|charges?|charged|pay|cheap\w*|expensive|afford|spend|budget)\b|\$/i,
  ],
  [
    'duration',
    /\b(how (long|soon|fast|quickly)|how many (hours|days|weeks|months|years)|deadline|delivery times?|response time)\b/i,
  ],
  ['count', /\b(how many|number of|size of|edition sizes?|run size|limit)\b/i],
];

/** The kind of figure that a question asks for; undefined when it asks for none. */
export function kindAsked(question: string): QuantityKind | undefined {
  return ASKS.find(([, pattern]) => pattern.test(question))?.[0];
}
