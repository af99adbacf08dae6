import { Problem } from '@vividwalls/platform';

/** A request whose value breaks a rule of the books: 422 with the field at fault. Nothing was done. */
export function refused(pointer: string, message: string, title = 'Not acceptable'): Problem {
  return new Problem(422, title, `${pointer} ${message}`, { errors: [{ pointer, message }] });
}

/** How far ahead of ours another clock may be. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** @throws Problem 422 when a time has not come yet */
export function assertNotInFuture(pointer: string, instant: string, now: Date): void {
  if (Number.isNaN(Date.parse(instant))) throw refused(pointer, 'is no time that there is');
  if (Date.parse(instant) > now.getTime() + CLOCKS_DIFFER_MS) throw refused(pointer, 'lies in the future');
}
