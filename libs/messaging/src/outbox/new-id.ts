import { v7 as uuidv7 } from 'uuid';

const RANDOM_BYTES = 16;

/** Random bytes of many ids, drawn at once: asking the system for each id alone took a third of the time an append takes. */
const drawn = new Uint8Array(256 * RANDOM_BYTES);
let used = drawn.length;

/** A new UUIDv7. Ids of one millisecond are in no order. */
export function newId(): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  const random = drawn.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  return uuidv7({ random });
}
