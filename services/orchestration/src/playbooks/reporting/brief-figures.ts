import { FIGURES, type FigureName, type FigureShown } from '@vividwalls/contracts';
import { formatMinor } from '@vividwalls/money';

/** A figure beside what it was the period before. */
export interface ComparedFigure {
  readonly name: FigureName;
  readonly title: string;
  /** In words that an owner reads: `1204.50 USD`, `12`, `58.3 %`; null when it is not known. */
  readonly value: string | null;
  /** Why it is not known. */
  readonly reason: string | null;
  readonly before: string | null;
  readonly reasonBefore: string | null;
  /** `+12 %`, of percentages `+2.1 points`; null where there is nothing to compare with. */
  readonly change: string | null;
  readonly source: string;
}

const NO_ANSWER = 'nobody told it';

/** Holds each figure against the same one of the period before. What was not answered for is not known. */
export function compareFigures(
  names: readonly FigureName[],
  now: readonly FigureShown[],
  before: readonly FigureShown[],
): ComparedFigure[] {
  const [nowBy, beforeBy] = [byName(now), byName(before)];
  return names.map((name) => {
    const [is, was] = [nowBy.get(name), beforeBy.get(name)];
    const [value, valueBefore] = [shown(is), shown(was)];
    return {
      ...{ name, title: FIGURES[name].title, value, before: valueBefore },
      reason: value === null ? whyNot(is) : null,
      reasonBefore: valueBefore === null ? whyNot(was) : null,
      change: is && was ? changeOf(is, was) : null,
      source: is?.source ?? '',
    };
  });
}

const whyNot = (figure: FigureShown | undefined): string =>
  figure?.value ? 'its currency is not known' : (figure?.reason ?? NO_ANSWER);

const byName = (figures: readonly FigureShown[]) => new Map(figures.map((figure) => [figure.name, figure]));

const HOUR_MS = 3_600_000;

function shown(figure: FigureShown | undefined): string | null {
  if (!figure || figure.value === null) return null;
  const { unit, value, currency } = figure;
  switch (unit) {
    case 'minor':
      // An amount without its currency is none.
      return currency === null ? null : `${formatMinor(BigInt(value), currency)} ${currency}`;
    case 'percent':
      return `${value} %`;
    case 'ms':
      return `${(Number(value) / HOUR_MS).toFixed(1)} h`;
    case 'count':
      return value;
  }
}

/** By how much it has changed. Of nothing there is no percentage, and no sum of two currencies. */
function changeOf(now: FigureShown, before: FigureShown): string | null {
  if (now.value === null || before.value === null || now.currency !== before.currency) return null;
  const [is, was] = [Number(now.value), Number(before.value)];
  if (now.unit === 'percent') return `${signed(is - was)} points`;
  if (is === was) return '±0 %';
  return was === 0 ? null : `${signed(((is - was) / Math.abs(was)) * 100)} %`;
}

function signed(change: number): string {
  const rounded = Math.round(change * 10) / 10;
  if (rounded === 0) return '±0';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)}`;
}
