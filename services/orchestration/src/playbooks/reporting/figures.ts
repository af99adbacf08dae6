import { formatMinor } from '@vividwalls/money';
import type { JsonObject } from '../../json.js';
import { defineComputation } from '../engine/playbook.js';
import { maybeMinor, maybeNumber, maybeText, objects, text, texts } from '../engine/reading.js';

const NOT_GIVEN = 'nobody gave this figure';

/** What a report of a kind should have. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  daily: ['orders', 'revenue', 'refunds'],
  weekly: ['orders', 'revenue', 'refunds', 'new customers'],
  monthly: ['orders', 'revenue', 'refunds', 'new customers', 'costs'],
  finance: ['revenue', 'refunds', 'costs'],
  sales: ['orders', 'revenue', 'quotes'],
  operations: ['orders', 'shipped', 'late'],
};

interface Given {
  readonly name: string;
  readonly minor: bigint | undefined;
  readonly number: number | undefined;
  readonly currency: string;
}

/** Adds up the figures that were given, by name. What a report of its kind should have and nobody gave is shown as missing. */
export const compileReport = defineComputation({
  name: 'report.compile',
  read: (input) => ({
    kind: text(input, 'kind'),
    day: text(input, 'day'),
    given: objects(input, 'figures').map((figure): Given => ({
      name: text(figure, 'name'),
      minor: maybeMinor(figure, 'amountMinor'),
      number: maybeNumber(figure, 'value'),
      currency: maybeText(figure, 'currency') ?? 'USD',
    })),
  }),
  compute: ({ input: { kind, day, given } }) => {
    const names = [...new Set([...(WANTED[kind] ?? []), ...given.map(({ name }) => name)])];
    const figures = names.map((name) =>
      summed(
        name,
        given.filter((figure) => figure.name === name),
      ),
    );
    const missing = figures.filter(({ value }) => value === null).length;
    return {
      title: `${kind[0]!.toUpperCase()}${kind.slice(1)} report, ${day}`,
      text: `${figures.length - missing} of ${figures.length} figures are known.`,
      figures,
    };
  },
});

function summed(name: string, given: readonly Given[]): { name: string; value: string | null; reason?: string } {
  const currencies = new Set(given.filter(({ minor }) => minor !== undefined).map(({ currency }) => currency));
  if (currencies.size > 1) return { name, value: null, reason: `in ${[...currencies].join(' and ')}: not added up` };
  const [currency] = currencies;
  if (currency) {
    const total = given.reduce((sum, { minor }) => sum + (minor ?? 0n), 0n);
    return { name, value: `${formatMinor(total, currency)} ${currency}` };
  }
  const numbers = given.flatMap(({ number }) => (number === undefined ? [] : [number]));
  if (numbers.length === 0) return { name, value: null, reason: NOT_GIVEN };
  return { name, value: String(numbers.reduce((sum, number) => sum + number, 0)) };
}

/** The figures asked for, as far as they were given. */
export const kpiSnapshot = defineComputation({
  name: 'kpi.snapshot',
  read: (input) => ({ names: texts(input, 'names'), given: objects(input, 'figures') }),
  compute: ({ input: { names, given } }) => {
    const byName = new Map(given.map((figure) => [text(figure, 'name'), figure]));
    const wanted = names.length > 0 ? names : [...byName.keys()];
    return { figures: wanted.map((name) => kpi(name, byName.get(name))) };
  },
});

function kpi(name: string, figure: JsonObject | undefined) {
  const value = figure && maybeNumber(figure, 'value');
  const target = (figure && maybeNumber(figure, 'target')) ?? null;
  return value === undefined ? { name, value: null, target, reason: NOT_GIVEN } : { name, value, target };
}

/** Whether what is spent stays within what was allotted. */
export const budgetCheck = defineComputation({
  name: 'budget.check',
  read: (input) => ({
    limitMinor: maybeMinor(input, 'limitMinor'),
    spentMinor: maybeMinor(input, 'spentMinor'),
    currency: maybeText(input, 'currency') ?? 'USD',
  }),
  compute: ({ input: { limitMinor, spentMinor, currency }, settings }) => {
    if (limitMinor === undefined || spentMinor === undefined) {
      const lacking = [limitMinor ?? 'the limit', spentMinor ?? 'what is spent'].filter(
        (part) => typeof part === 'string',
      );
      return { verdict: 'unknown', remainingMinor: null, reasons: [`${lacking.join(' and ')} was not given`] };
    }
    const nearPercent = BigInt(typeof settings.nearPercent === 'number' ? Math.round(settings.nearPercent) : 80);
    const remaining = limitMinor - spentMinor;
    const verdict = remaining < 0n ? 'over' : spentMinor * 100n >= limitMinor * nearPercent ? 'near' : 'within';
    const said = `${formatMinor(spentMinor, currency)} of ${formatMinor(limitMinor, currency)} ${currency}`;
    return { verdict, remainingMinor: String(remaining), currency, reasons: [said] };
  },
  variants: { legacy: { nearPercent: 90 } },
});
