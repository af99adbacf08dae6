import type { ComparedFigure } from './brief-figures.js';
import type { OpenWork } from './open-work.js';

export interface BriefParts {
  readonly title: string;
  /** `the day before`, `the week before`. */
  readonly comparedWith: string;
  readonly figures: readonly ComparedFigure[];
  readonly work: OpenWork;
  readonly prospects: Readonly<Record<string, number>> | null;
}

/** What an owner reads in a minute: the figures, what waits for them, what is late. What is not known says so, and why. */
export function briefText({ title, comparedWith, figures, work, prospects }: BriefParts): string {
  return [
    title,
    '',
    ...figures.map((figure) => `- ${figureLine(figure, comparedWith)}`),
    '',
    waitingLine(work),
    ...work.waiting.map(
      ({ capability, waitsFor, count, since }) =>
        `- ${count} × ${capability}, for ${waitsFor}, since ${since.slice(0, 10)}`,
    ),
    lateLine(work),
    ...(prospects === null ? [] : [prospectsLine(prospects)]),
  ].join('\n');
}

function figureLine({ title, value, reason, change, reasonBefore }: ComparedFigure, comparedWith: string): string {
  if (value === null) return `${title}: no data (${reason})`;
  if (change !== null) return `${title}: ${value} (${change} against ${comparedWith})`;
  return reasonBefore === null ? `${title}: ${value}` : `${title}: ${value} (${comparedWith}: no data)`;
}

function waitingLine({ waitingCount }: OpenWork): string {
  if (waitingCount === 0) return 'Nothing waits for you.';
  return waitingCount === 1 ? 'One task waits for people:' : `${waitingCount} tasks wait for people:`;
}

function lateLine({ lateOrders, lateCount }: OpenWork): string {
  if (lateCount === 0) return 'No order is late.';
  const more = lateCount > lateOrders.length ? ` and ${lateCount - lateOrders.length} more` : '';
  const names = lateOrders.map(({ orderId }) => orderId).join(', ');
  return `Late for the printer: ${names}${more}.`;
}

function prospectsLine(prospects: Readonly<Record<string, number>>): string {
  const parts = Object.entries(prospects).map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? 'No prospect has been written to.' : `Prospects: ${parts.join(', ')}.`;
}
