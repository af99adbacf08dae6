import { allEvents, type EventClass } from '@vividwalls/events';

/** Streams all of whose facts may set work off. */
const STREAMS = ['shop'];

/**
 * Other facts that may. What agents report of their tasks and what finance says of spends is left out, as is our own stream: work
 * ends and costs money, so that a rule over them could feed itself for ever.
 */
const OTHERS = new Set([
  'vw.reports.interaction.recorded',
  'vw.reports.content.published',
  'vw.finance.budget.threshold_reached',
  'vw.finance.refund.booked',
  'vw.finance.payout.booked',
]);

const newest = [...new Map(allEvents().map((event) => [event.subject, event])).values()].filter(
  ({ subject }) => STREAMS.includes(subject.split('.')[1]!) || OTHERS.has(subject),
);

export const ACTIVATING_EVENTS: readonly EventClass[] = newest.map(({ eventClass }) => eventClass);

export const ACTIVATING_TYPES: ReadonlySet<string> = new Set(newest.map(({ type }) => type));
