import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
/** Ignored by git: data, unpacked servers, logs of preparation steps. */
export const stateFolder = join(workspace, '.vividwalls');

/** Parsed JSON, or undefined when the file is missing or cut short. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
