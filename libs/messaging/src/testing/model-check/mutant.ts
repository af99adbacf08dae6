import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';

/** One safeguard taken out of compiled code: a piece of text and what stands there instead. */
export interface Mutation {
  /** Path below the compiled folder. */
  readonly file: string;
  readonly replace: string;
  readonly by: string;
}

/**
 * A copy of the compiled package with one safeguard taken out.
 * @returns the folder of the copy
 * @throws when the text is not there exactly once: the code has changed and the mutation must follow it
 */
export function mutant(compiled: string, nodeModules: string, { file, replace, by }: Mutation): string {
  const folder = testFolder('mutant');
  cpSync(compiled, join(folder, 'dist'), { recursive: true });
  symlinkSync(nodeModules, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const path = join(folder, 'dist', file);
  const parts = readFileSync(path, 'utf8').split(replace);
  if (parts.length !== 2) throw new Error(`${file} has "${replace}" ${parts.length - 1} times, expected once`);
  writeFileSync(path, parts.join(by));
  return join(folder, 'dist');
}
