import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Delivery } from '@vividwalls/simulator';
import { recordLine } from './recorded-delivery.js';
import { fileStem } from './topic-of-file.js';

/** Room for a file number whose names sort as they arrive: a million deliveries. */
const NUMBER_DIGITS = 6;
export const RECORDING = 'deliveries.jsonl';

/**
 * Writes each body as a file of its own (`orders_paid.000042.json`) and all deliveries, headers and all, as one recording
 * that `replay` takes.
 *
 * @returns how many were written
 */
export async function writeDeliveries(
  folder: string,
  deliveries: Iterable<Delivery>,
  signal: AbortSignal,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const recording = createWriteStream(join(folder, RECORDING));
  let count = 0;
  for (const one of deliveries) {
    if (signal.aborted) break;
    count += 1;
    const name = `${fileStem(one.topic)}.${String(count).padStart(NUMBER_DIGITS, '0')}.json`;
    await writeFile(join(folder, name), one.body);
    if (!recording.write(recordLine(one))) await once(recording, 'drain');
  }
  recording.end();
  await finished(recording);
  return count;
}
