import { Lru } from './lru.js';

const ZONES = 100;
const formats = new Lru<string, Intl.DateTimeFormat>(ZONES);

/**
 * The wall clock of a time zone as a timestamp: `local(now, 'Europe/Berlin').getHours()` is the hour there. The library's own
 * `getHours(zone)` goes through the machine's zone, and gives other hours on other machines.
 *
 * @throws RangeError for a zone that is not known
 */
export function local(at: Date, zone: string): Date {
  const format = formats.get(
    zone,
    () =>
      new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
  );
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const clock = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
  return new Date(clock + at.getUTCMilliseconds());
}
