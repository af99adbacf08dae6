/**
 * The time of day in ms with microseconds, to compare with the broker's on the same machine. Node's `Date` has whole
 * milliseconds only, and the origin of `performance` was taken when the process began, before whatever the clock was
 * corrected by since: so the offset is taken anew, at the moment a millisecond begins.
 */
export function wallClock(): () => number {
  const before = Date.now();
  let began = before;
  while (began === before) began = Date.now();
  const offset = began - performance.now();
  return () => performance.now() + offset;
}
