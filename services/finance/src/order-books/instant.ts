/** An instant with any offset as ISO 8601 in UTC with milliseconds, so that text order is time order. */
export function inUtc(instant: string): string {
  return new Date(instant).toISOString();
}
