const HOUR_MS = 3_600_000;

/** The first instant of the `nth` Sunday of a month (0-based) at `hourUtc`. */
function sunday(year: number, month: number, nth: number, hourUtc: number): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + (nth - 1) * 7, hourUtc);
}

/** New York's offset: daylight saving from the second Sunday of March to the first of November, at 2 o'clock. */
export function shopOffsetHours(at: number): -4 | -5 {
  const year = new Date(at).getUTCFullYear();
  return at >= sunday(year, 2, 2, 7) && at < sunday(year, 10, 1, 6) ? -4 : -5;
}

/** As Shopify writes time: the store's own clock with its offset, to the second (`2026-09-01T08:03:22-04:00`). */
export function shopTime(at: number): string {
  const offset = shopOffsetHours(at);
  return `${new Date(at + offset * HOUR_MS).toISOString().slice(0, 19)}-0${-offset}:00`;
}
