import type { JsonObject } from '../json.js';
import { addDays, dayThere, instantThere, weekdayOf } from '../playbooks/time/shop-days.js';

/** When work comes by itself: at a time of every day, or of one day of the week, by the clock of a time zone. */
export interface ScheduleRule {
  readonly every: 'day' | 'week';
  /** 1 is Monday; null for every day. */
  readonly weekday: number | null;
  /** `07:30` */
  readonly at: string;
  /** IANA name: `America/New_York`. */
  readonly timeZone: string;
}

/** Work that comes at a time. */
export interface Schedule extends ScheduleRule {
  /** `daily-brief` */
  readonly id: string;
  readonly title: string;
  readonly capability: string;
  readonly input: JsonObject;
  readonly enabled: boolean;
  readonly nextAt: Date;
  /** The task that it made last; null as long as it has made none. */
  readonly lastTaskId: string | null;
  readonly lastAt: Date | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** Every time of a rule is on one of these days around an instant. */
const WEEK = 7;

function timesAround({ every, weekday, at, timeZone }: ScheduleRule, instant: Date): { day: string; time: Date }[] {
  const today = dayThere(instant, timeZone);
  return Array.from({ length: 2 * WEEK + 3 }, (_, i) => addDays(today, i - WEEK - 1))
    .filter((day) => every === 'day' || weekdayOf(day) === weekday)
    .map((day) => ({ day, time: instantThere(day, at, timeZone) }));
}

/** The first time of a rule after an instant. */
export function nextTime(rule: ScheduleRule, after: Date): Date {
  return timesAround(rule, after).find(({ time }) => time > after)!.time;
}

/** The last time of a rule that has come, and its day there. */
export function lastTime(rule: ScheduleRule, now: Date): { readonly day: string; readonly time: Date } {
  return timesAround(rule, now).findLast(({ time }) => time <= now)!;
}
