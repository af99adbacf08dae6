import { keyed } from '../api/keyed.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';

/** As `GET /api/orchestration/schedules` answers. */
interface ScheduleShown {
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly every: 'day' | 'week';
  /** 1 is Monday. */
  readonly weekday: number | null;
  readonly at: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  /** Null while it is off. */
  readonly nextAt: string | null;
  readonly lastAt: string | null;
}

export interface ScheduleOptions {
  readonly at?: string;
  readonly timeZone?: string;
  readonly every?: 'day' | 'week';
  readonly weekday?: number;
  readonly on?: boolean;
  readonly off?: boolean;
}

const SCHEDULES = '/api/orchestration/schedules';
const MOST = 1_000;
const PAGE_SIZE = 100;
const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Work that comes at a time, in the order of the ids. */
export const schedules: Action<object> = async ({ api, output }) => {
  const items = await api.list<ScheduleShown>(SCHEDULES, {}, MOST, PAGE_SIZE);
  output.result({ items }, () =>
    output.table(
      columns(['id', 'comes', 'makes', 'next', 'last', 'title']),
      items.map((one) => [one.id, comes(one), one.capability, one.nextAt ?? 'off', one.lastAt ?? '', one.title]),
    ),
  );
};

/** Lets a schedule come otherwise; what is not named stays. */
export const changeSchedule: Action<ScheduleOptions> = async ({ api, output }, options, [id]) => {
  const { at, timeZone, every, weekday, on, off } = options;
  const wish = {
    ...(at !== undefined && { at }),
    ...(timeZone !== undefined && { timeZone }),
    ...(every !== undefined && { every }),
    ...(weekday !== undefined && { weekday }),
    ...((on || off) && { enabled: on === true }),
  };
  if (Object.keys(wish).length === 0) throw usageError('What shall be otherwise? For example: --at 07:30');
  const changed = await api.put<ScheduleShown>(`${SCHEDULES}/${encodeURIComponent(id!)}`, wish, keyed());
  output.result(changed, () =>
    shown(
      changed.nextAt === null
        ? `${changed.id} is off.`
        : `${changed.id} comes ${comes(changed)}, next ${changed.nextAt}.`,
    ),
  );
};

function comes({ every, weekday, at, timeZone }: ScheduleShown): string {
  const when = every === 'week' && weekday !== null ? WEEKDAYS[weekday - 1]! : 'daily';
  return `${when} at ${at} ${timeZone}`;
}
