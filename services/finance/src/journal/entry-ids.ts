import { v7 as uuidv7 } from 'uuid';

const RANDOM_BYTES = 16;

/** Random bytes of many ids, drawn at once: asking the system for each id alone takes longer than making it. */
const drawn = new Uint8Array(256 * RANDOM_BYTES);
let used = drawn.length;

/** Counts the ids of a process, so that those of one millisecond are in order; the field of the id has 32 bits. */
let sequence = 0;

/** A UUIDv7 of a moment. Ids of one process and moment sort in the order in which they were made. */
export function entryId(recordedAt: Date): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  const random = drawn.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  sequence = (sequence + 1) >>> 0;
  return uuidv7({ msecs: recordedAt.getTime(), seq: sequence, random });
}
