/** Largest JSON of what would be done, of what was before, and of what will be: beyond it nobody compares by eye. */
export const PART_BYTES_MAX = 65_536;

/** Whether a value is JSON of bounded size. */
export function isBoundedJson(value: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '') <= PART_BYTES_MAX;
  } catch {
    // A bigint, or what contains itself.
    return false;
  }
}
