import { readdirSync, readFileSync } from 'node:fs';

/**
 * One golden sample for each version of an event that was ever published, `<type>.json`, its data alone. A sample is only ever
 * added, never changed, so that what was published yesterday is still understood tomorrow.
 */
const FOLDER = new URL('../samples/', import.meta.url);

const SUFFIX = '.json';

/** Types that have a golden sample, in order. */
export function sampledTypes(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
}

/** The golden sample of a type. Throws when there is none. */
export function goldenSample(type: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${type}${SUFFIX}`, FOLDER), 'utf8')) as Record<string, unknown>;
}
