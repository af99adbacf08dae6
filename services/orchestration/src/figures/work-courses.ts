import type { FigureName, FigurePoint, PointLength } from '@vividwalls/contracts';
import { addDays, dayThere, instantThere, weekdayOf } from '../playbooks/time/shop-days.js';
import type { Reader } from '../tasks/record/task-rows.js';
import { WORK_FIGURES } from './work-figures.js';

/** Points of a course at most, as the books have it. */
const POINTS_MAX = 62;
/** Whose course the tasks tell. */
const WITH_COURSE = ['tasks_ended', 'tasks_succeeded_percent'] as const satisfies readonly FigureName[];

/** Days that belong to one point, both included. */
export interface PointDays {
  readonly from: string;
  readonly to: string;
}

/** A range of days part by part, by the calendar: weeks begin on Monday. The outer ones may be cut. */
export function pointsOf(first: string, last: string, by: PointLength): PointDays[] {
  const points: PointDays[] = [];
  for (let from = first; from <= last; from = addDays(points.at(-1)!.to, 1)) {
    const end = by === 'day' ? from : by === 'week' ? addDays(from, 7 - weekdayOf(from)) : endOfMonth(from);
    points.push({ from, to: end < last ? end : last });
    if (points.length > POINTS_MAX) return [];
  }
  return points;
}

const endOfMonth = (day: string): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** Courses of figures of work. Before the first task that is kept nothing is known. */
export async function workCourses(
  reader: Reader,
  names: readonly FigureName[],
  asked: { readonly from: Date; readonly lastDay: string; readonly by: PointLength; readonly timeZone: string },
): Promise<ReadonlyMap<FigureName, readonly FigurePoint[]>> {
  const known = WITH_COURSE.filter((name) => names.includes(name));
  const points = pointsOf(dayThere(asked.from, asked.timeZone), asked.lastDay, asked.by);
  if (known.length === 0 || points.length === 0) return new Map();
  const startOf = (day: string): Date => instantThere(day, '00:00', asked.timeZone);
  const rows = await reader.query<{ ended: string; succeeded: string; known: boolean | null }[]>(
    `SELECT count(t.ended_at) AS ended, count(t.ended_at) FILTER (WHERE t.state = 'succeeded') AS succeeded,
       p.ends > (SELECT created_at FROM tasks ORDER BY id LIMIT 1) AS known
     FROM unnest($1::timestamptz[], $2::timestamptz[]) WITH ORDINALITY AS p (begins, ends, n)
     LEFT JOIN tasks t ON NOT t.test AND t.mode = 'act' AND t.ended_at >= p.begins AND t.ended_at < p.ends
     GROUP BY p.n, p.ends ORDER BY p.n`,
    [points.map(({ from }) => startOf(from)), points.map(({ to }) => startOf(addDays(to, 1)))],
  );
  const counted = rows.map((row) => ({ ended: Number(row.ended), succeeded: Number(row.succeeded), known: row.known }));
  return new Map(
    known.map((name) => [
      name,
      points.map((point, n) => {
        const { known: isKnown, ...counts } = counted[n]!;
        const none = { ordersLate: 0, standing: null };
        return { ...point, value: isKnown === true ? WORK_FIGURES[name]!({ ...counts, ...none }).value : null };
      }),
    ]),
  );
}
