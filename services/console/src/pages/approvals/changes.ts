import { capital, nameWords, pathWords, shownValue, type ShownValue } from './shown-value';

/** A place that differs, as the API tells it. */
export interface ChangeTold {
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface ChangeLine {
  readonly pointer: string;
  readonly place: string;
  readonly kind: ChangeTold['kind'];
  readonly before: ShownValue;
  readonly after: ShownValue;
}

export interface FieldLine {
  readonly pointer: string;
  readonly place: string;
  readonly value: ShownValue;
}

/** Fields beyond that are read as JSON. */
const FIELDS_MAX = 60;
const DEPTH_MAX = 5;

/** What would change, a line for each place. @param currency of amounts whose own is not told */
export const changeLines = (changes: readonly ChangeTold[], currency: string | null): ChangeLine[] =>
  changes.map(({ pointer, kind, before, after }) => {
    const name = pointer.slice(pointer.lastIndexOf('/') + 1);
    const shown = (value: unknown) => shownValue(name, value, currency);
    return { pointer, place: pathWords(pointer), kind, before: shown(before), after: shown(after) };
  });

/** An object as its fields, as deep as they are objects; the currency beside an amount is its own. */
export function fieldLines(value: object, currency: string | null): FieldLine[] {
  return [...fields('', value, currency, 0)].slice(0, FIELDS_MAX);
}

function* fields(pointer: string, value: object, currency: string | null, depth: number): Generator<FieldLine> {
  const own = ownCurrency(value) ?? currency;
  for (const [name, one] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const shown = shownValue(name, one, own);
    const isDeep = shown.as === 'json' && depth < DEPTH_MAX && Object.keys(one as object).length > 0;
    if (isDeep) yield* fields(at, one as object, own, depth + 1);
    else yield { pointer: at, place: pathWords(at), value: shown };
  }
}

const ownCurrency = (value: object): string | null => {
  const { currency } = value as { readonly currency?: unknown };
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : null;
};

/** Shopify’s id of the order that facts name. */
export const orderSaid = (facts: object): string | undefined => {
  const { orderId } = facts as { readonly orderId?: unknown };
  return typeof orderId === 'string' && orderId !== '' ? orderId : undefined;
};

/** A fact’s name in the catalogue’s words; its own where the catalogue only lists what it may be. */
export const factTitle = (name: string, title: string | undefined): string =>
  title === undefined || title === 'ISO 4217' || /^[a-z]/.test(title)
    ? capital(nameWords(name))
    : title.replace(/, minor units$/, '');
