import type { FigureName, FigureShown } from '@vividwalls/contracts';
import type { JsonObject } from '../../json.js';
import {
  BadInput,
  definePlaybook,
  type ComputeStep,
  type Playbook,
  type PlaybookRun,
  type ReadStep,
} from '../engine/playbook.js';
import { maybeText } from '../engine/reading.js';
import { addDays, daysFrom, dayThere, isTimeZone, weekdayOf, type Days } from '../time/shop-days.js';
import { compareFigures } from './brief-figures.js';
import { briefText } from './brief-text.js';
import { readOpenWork, readProspects, type OpenWork } from './open-work.js';

interface Asked {
  /** The day on which it is read; today when left out. */
  readonly day: string | null;
  readonly timeZone: string;
}

interface Kind {
  readonly name: 'brief.daily' | 'review.weekly';
  readonly days: 1 | 7;
  readonly figures: readonly FigureName[];
  readonly title: (days: Days) => string;
  readonly comparedWith: string;
  /** First day of the period that is looked at, by the day on which it is read. */
  readonly firstDay: (readOn: string) => string;
}

const DAILY: readonly FigureName[] = [
  ...(['orders', 'net_revenue', 'average_order', 'refunds', 'gross_margin', 'ad_spend', 'agent_cost'] as const),
  ...(['orders_late', 'tasks_ended', 'tasks_succeeded_percent'] as const),
];

const WEEKLY: readonly FigureName[] = [...DAILY, 'gross_margin_percent', 'unattributed_revenue'];

/** A period as it is kept: text, so that a resumed run has the same. */
interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: string;
  readonly to: string;
  readonly beforeFrom: string;
}

/** A report of a period beside the one before; both are by the clock of the shop. */
function defineBrief(kind: Kind): Playbook<Asked> {
  type Run = PlaybookRun<Asked>;
  const period: ComputeStep<Asked, Period> = {
    kind: 'compute',
    name: 'period',
    work: ({ input: { day, timeZone }, now }) => {
      const firstDay = kind.firstDay(day ?? dayThere(now, timeZone));
      const { from, to, lastDay } = daysFrom(firstDay, kind.days, timeZone);
      const before = daysFrom(addDays(firstDay, -kind.days), kind.days, timeZone);
      return {
        ...{ firstDay, lastDay, from: from.toISOString(), to: to.toISOString() },
        beforeFrom: before.from.toISOString(),
      };
    },
  };
  const read = (name: string, from: (of: Period) => string, to: (of: Period) => string) => {
    const step: ReadStep<Asked, readonly FigureShown[]> = {
      ...{ kind: 'read', name },
      work: (run, { figures }) => figures(kind.figures, new Date(from(run.of(period))), new Date(to(run.of(period)))),
    };
    return step;
  };
  const figures = read(
    'figures',
    ({ from }) => from,
    ({ to }) => to,
  );
  const before = read(
    'before',
    ({ beforeFrom }) => beforeFrom,
    ({ from }) => from,
  );
  const work: ReadStep<Asked, OpenWork> = {
    ...{ kind: 'read', name: 'work' },
    work: ({ now }, sources) => readOpenWork(sources, now),
  };
  const prospects: ReadStep<Asked, Readonly<Record<string, number>>> = {
    ...{ kind: 'read', name: 'prospects' },
    when: () => kind.days === 7,
    work: (_run, sources) => readProspects(sources),
  };
  return definePlaybook<Asked>({
    name: kind.name,
    capability: kind.name,
    read: readAsked,
    steps: [period, figures, before, work, prospects],
    output: (run: Run) => {
      const { firstDay, lastDay, from, to } = run.of(period);
      const compared = compareFigures(kind.figures, run.of(figures), run.of(before));
      const days = { firstDay, lastDay, from: new Date(from), to: new Date(to) };
      const of = { title: kind.title(days), comparedWith: kind.comparedWith, figures: compared };
      const parts = { ...of, work: run.of(work), prospects: run.maybe(prospects) ?? null };
      return {
        ...{ title: of.title, timeZone: run.input.timeZone, firstDay, lastDay, text: briefText(parts) },
        ...{ figures: compared, missing: compared.filter(({ value }) => value === null).length },
        ...{ ...parts.work, prospects: parts.prospects },
      };
    },
  });
}

function readAsked(input: JsonObject): Asked {
  const timeZone = maybeText(input, 'timeZone') ?? 'UTC';
  if (!isTimeZone(timeZone)) throw new BadInput('timeZone must be a time zone such as America/New_York');
  const day = maybeText(input, 'day') ?? null;
  if (day !== null && Number.isNaN(Date.parse(`${day}T00:00:00Z`))) throw new BadInput('day must be a day');
  return { day, timeZone };
}

/** Yesterday, for this morning. */
export const dailyBrief = defineBrief({
  ...{ name: 'brief.daily', days: 1, figures: DAILY, comparedWith: 'the day before' },
  title: ({ firstDay }) => `Brief for ${firstDay}`,
  firstDay: (readOn) => addDays(readOn, -1),
});

/** The last whole week, Monday to Sunday. */
export const weeklyReview = defineBrief({
  ...{ name: 'review.weekly', days: 7, figures: WEEKLY, comparedWith: 'the week before' },
  title: ({ firstDay, lastDay }) => `Week from ${firstDay} to ${lastDay}`,
  firstDay: (readOn) => addDays(readOn, 1 - weekdayOf(readOn) - 7),
});
