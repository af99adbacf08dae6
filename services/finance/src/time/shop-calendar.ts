/** Offsets from UTC are whole quarters of an hour, so that all instants of one quarter are of the same day. */
const QUARTER_MS = 15 * 60_000;

/** No zone is more than fourteen hours from UTC. */
const FARTHEST_QUARTERS = 60;

/** Quarters remembered at most: a year of them. */
const REMEMBERED_MAX = 35_136;

/** Which day it is where the shop is. Books are kept by its days, whatever the time zone of who sends or reads. */
export class ShopCalendar {
  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, string>();

  /** @param timeZone IANA name */
  constructor(readonly timeZone: string) {
    // Swedish dates are ISO 8601.
    this.format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** The shop's day of an instant, `2026-11-24`. Formatting takes some µs, so that what was asked before is remembered. */
  dayOf(instant: string | Date): string {
    const ms = instant instanceof Date ? instant.getTime() : Date.parse(instant);
    const quarter = Math.floor(ms / QUARTER_MS);
    let day = this.days.get(quarter);
    if (day === undefined) {
      day = this.format.format(ms);
      if (this.days.size >= REMEMBERED_MAX) this.days.clear();
      this.days.set(quarter, day);
    }
    return day;
  }

  /** The first instant of a day of the shop's, to the quarter of an hour; of a day that is left out there, the first after it. */
  startOf(day: string): Date {
    let [before, from] = [
      Date.parse(day) / QUARTER_MS - FARTHEST_QUARTERS,
      Date.parse(day) / QUARTER_MS + FARTHEST_QUARTERS,
    ];
    while (from - before > 1) {
      const middle = (from + before) >> 1;
      if (this.dayOf(new Date(middle * QUARTER_MS)) < day) before = middle;
      else from = middle;
    }
    return new Date(from * QUARTER_MS);
  }
}
