import { readFileSync } from 'node:fs';
import type { Schedule } from '../schedule.js';

/** A schedule as it is delivered: enabled, in the shop's time zone, as long as nobody changes it. */
export type SeededSchedule = Pick<Schedule, 'id' | 'title' | 'capability' | 'input' | 'every' | 'weekday' | 'at'>;

export const seededSchedules = (): SeededSchedule[] =>
  JSON.parse(readFileSync(new URL('./schedules.json', import.meta.url), 'utf8')) as SeededSchedule[];
