import type { FigureName } from '@vividwalls/contracts';

/** What the tables of tasks say of a period. */
export interface WorkCounts {
  readonly ended: number;
  readonly succeeded: number;
  readonly ordersLate: number;
  /** At its end; null when nothing was kept yet then. */
  readonly standing: Standing | null;
}

/** What stands at a moment. */
export interface Standing {
  readonly open: number;
  readonly waitingForPeople: number;
  readonly agentsStopped: number;
}

/** A figure as counted, or why there is none. */
export interface Counted {
  /** Decimal text. */
  readonly value: string | null;
  readonly reason: string | null;
}

/** Of a share: as many decimals as a person reads. */
const PERCENT_DECIMALS = 2;

const known = (value: string): Counted => ({ value, reason: null });

/** A share of nothing is not known; it is not zero. */
function percent(part: number, whole: number): Counted {
  if (whole === 0) return { value: null, reason: 'no task ended in the period' };
  return known(((part / whole) * 100).toFixed(PERCENT_DECIMALS));
}

const standing =
  (take: (standing: Standing) => number) =>
  ({ standing: found }: WorkCounts): Counted =>
    found ? known(String(take(found))) : { value: null, reason: 'nothing was kept yet at that time' };

/** Figures of our own work by what was counted. */
export const WORK_FIGURES: Readonly<Partial<Record<FigureName, (counts: WorkCounts) => Counted>>> = {
  tasks_ended: ({ ended }) => known(String(ended)),
  tasks_succeeded_percent: ({ succeeded, ended }) => percent(succeeded, ended),
  tasks_open: standing(({ open }) => open),
  tasks_waiting_for_people: standing(({ waitingForPeople }) => waitingForPeople),
  agents_stopped: standing(({ agentsStopped }) => agentsStopped),
  orders_late: ({ ordersLate }) => known(String(ordersLate)),
};
