import { isISO8601 } from 'class-validator';
import type { ReplayOrigin } from '@vividwalls/messaging';

/** Where a replay shall begin, as it is asked for and as the history shows it. */
export type AskedOrigin = 'beginning' | { readonly time?: string; readonly sequence?: number };

/** A date alone, or a time without a zone, would mean another instant on another machine. */
export const INSTANT_WITH_ZONE = /T.+(Z|[+-]\d\d:\d\d)$/;

/** Whether a value of a body says, in exactly one way, where a replay begins. */
export function isReplayOrigin(value: unknown): value is AskedOrigin {
  if (value === 'beginning') return true;
  if (typeof value !== 'object' || value === null) return false;
  const [[name, place] = [], ...more] = Object.entries(value);
  if (more.length > 0) return false;
  if (name === 'time') {
    return typeof place === 'string' && isISO8601(place, { strict: true }) && INSTANT_WITH_ZONE.test(place);
  }
  return name === 'sequence' && Number.isSafeInteger(place) && (place as number) > 0;
}

/** As the engine takes it. */
export function originOf(asked: AskedOrigin): ReplayOrigin {
  if (asked === 'beginning') return asked;
  return asked.time === undefined ? { sequence: asked.sequence! } : { time: new Date(asked.time) };
}
