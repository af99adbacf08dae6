import { spawnSync } from 'node:child_process';

/** The first dotted number in a program's `--version` output (`v2.15.1` → [2, 15, 1]), or undefined when it has none. */
export function parseVersion(text: string): number[] | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/** True when `version` is `minimum` or later; a missing part counts as 0. */
export function isAtLeast(version: readonly number[], minimum: readonly number[]): boolean {
  for (let place = 0; place < Math.max(version.length, minimum.length); place++) {
    const difference = (version[place] ?? 0) - (minimum[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Runs `<program> --version`. Undefined when the program is not there or does not run on this machine. */
export function versionOf(program: string, env: NodeJS.ProcessEnv = process.env): number[] | undefined {
  const result = spawnSync(program, ['--version'], { encoding: 'utf8', env, timeout: 10_000 });
  return result.status === 0 ? parseVersion(result.stdout) : undefined;
}
