import type { LineFact } from './order-state.js';

/** What has to be printed for a line. */
export interface Print {
  /** Inches, the smaller side first: `24x36`. */
  readonly size: string;
  /** Lower case: `canvas roll`, `gallery wrapped`, or the shop's own word. */
  readonly format: string;
}

const SIZE = /(?<![\d.])(\d{1,3})\s*(?:"|″|in(?:ch(?:es)?)?)?\s*[x×]\s*(\d{1,3})(?![\d.])/i;
const SEPARATORS = /\s+\/\s+|\s*\|\s*/;
const KNOWN_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/gallery[\s-]*wrap/i, 'gallery wrapped'],
  [/canvas[\s-]*roll|rolled[\s-]*canvas/i, 'canvas roll'],
];

/**
 * Size and format of a line, from its variant (`24x36 / Canvas Roll`), else its SKU (`…-CANVAS-ROLL-24X36`), else its
 * title. Undefined when nothing names both: then the cost of the print is not known.
 */
export function printOf({ variant, sku, title }: Pick<LineFact, 'variant' | 'sku' | 'title'>): Print | undefined {
  const texts = [variant, sku, title].filter((text) => text !== undefined);
  const size = first(texts, sizeIn);
  const format = first(texts, knownFormatIn) ?? (variant === undefined ? undefined : otherOptionIn(variant));
  return size && format ? { size, format } : undefined;
}

function sizeIn(text: string): string | undefined {
  const match = SIZE.exec(text);
  if (!match) return undefined;
  const [small, large] = [Number(match[1]), Number(match[2])].sort((a, b) => a - b);
  return `${small}x${large}`;
}

function knownFormatIn(text: string): string | undefined {
  return KNOWN_FORMATS.find(([pattern]) => pattern.test(text))?.[1];
}

/** A format nobody told us of: the variant's option that is not the size. */
function otherOptionIn(variant: string): string | undefined {
  const options = variant.split(SEPARATORS).map((option) => option.trim().toLowerCase());
  return options.find((option) => option !== '' && sizeIn(option) === undefined);
}

function first<T>(texts: readonly string[], find: (text: string) => T | undefined): T | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}
