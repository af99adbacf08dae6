import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { apiVersionOf, DEFAULT_SHOP, delivery, type Delivery } from '@vividwalls/simulator';
import { usageError } from '../command-error.js';
import { readLine } from './recorded-delivery.js';
import { topicOfFile } from './topic-of-file.js';

export interface ReadOptions {
  readonly cwd: string;
  /** For every file, instead of what its name tells. */
  readonly topic?: string;
  readonly shop?: string;
  readonly now: Date;
}

/**
 * The deliveries of the given files, all of them read before anything is sent: a `.jsonl` file holds recorded ones, any
 * other file is a body, sent byte for byte.
 *
 * @throws CommandError usage: a file can't be read, or its topic isn't told
 */
export async function readDeliveries(paths: readonly string[], options: ReadOptions): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (const path of paths) {
    const bytes = await bytesOf(resolve(options.cwd, path), path);
    if (path.endsWith('.jsonl')) {
      const lines = bytes.toString('utf8').split('\n');
      lines.forEach((line, index) => line.trim() !== '' && all.push(readLine(line, `${path}:${index + 1}`)));
    } else {
      all.push(fromBody(bytes, path, options));
    }
  }
  return all;
}

async function bytesOf(absolute: string, path: string): Promise<Buffer> {
  try {
    return await readFile(absolute);
  } catch (error) {
    throw usageError(`${path} can't be read: ${(error as Error).message}`);
  }
}

/** The same body of the same topic is the same webhook, however often it is replayed. */
function fromBody(body: Buffer, path: string, { topic: given, shop, now }: ReadOptions): Delivery {
  const topic = given ?? topicOfFile(path);
  if (topic === null)
    throw usageError(`The name of ${path} tells no topic such as orders_paid.json does; give one with --topic`);
  const hash = createHash('sha256').update(`${topic}\n`).update(body).digest('hex');
  const id = (from: number): string => {
    const h = hash.slice(from, from + 32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };
  return delivery({
    topic,
    shop: shop ?? DEFAULT_SHOP.domain,
    webhookId: id(0),
    eventId: id(32),
    triggeredAt: now.toISOString(),
    apiVersion: apiVersionOf(topic),
    body,
    at: now.getTime(),
  });
}
