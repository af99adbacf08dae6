import type { JsonObject } from '../../json.js';
import type { ChildEnd } from '../engine/playbook.js';
import { count, maybeNumber, maybeText, objects, text } from '../engine/reading.js';

/** What somebody wants to have quoted. */
export interface Item {
  readonly title: string;
  readonly size: string | null;
  readonly quantity: number;
}

/** What they said; null as long as nobody has told. */
export function said(end: ChildEnd | undefined): 'yes' | 'no' | null {
  if (end?.state !== 'succeeded') return null;
  const answer = (end.output as JsonObject | null)?.answer;
  return answer === 'yes' ? 'yes' : 'no';
}

/** What they want, as whoever noted their answer has it. */
export function itemsIn(end: ChildEnd | undefined): readonly Item[] {
  const output = end?.output as JsonObject | null | undefined;
  return objects(output ?? {}, 'items').map((item) => ({
    ...{ title: text(item, 'title'), size: maybeText(item, 'size') ?? null },
    quantity: count({ quantity: 1, ...item }, 'quantity'),
  }));
}

/** A quote, as far as it could be made. */
export interface QuoteShown {
  readonly totalMinor: string | null;
  readonly currency: string | null;
  readonly discountPercent: number | null;
  readonly text: string | null;
}

export function quoteIn(end: ChildEnd | undefined): QuoteShown {
  const output = (end?.output ?? {}) as JsonObject;
  return {
    ...{ totalMinor: maybeText(output, 'totalMinor') ?? null, currency: maybeText(output, 'currency') ?? null },
    ...{ discountPercent: maybeNumber(output, 'discountPercent') ?? null, text: maybeText(output, 'text') ?? null },
  };
}
