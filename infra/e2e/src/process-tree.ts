import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from '@vividwalls/local';

/** A process at one moment. Its id may later be given to another one; its start time tells them apart. */
export interface Seen {
  readonly pid: number;
  /** Clock ticks; empty where there is no /proc. */
  readonly startedAt: string;
  /** For the message of a failed assertion. */
  readonly command: string;
}

/** A process and everything that descends from it. */
export function processTree(root: number): Seen[] {
  const parents = parentOf();
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found.map((pid) => ({ pid, startedAt: stat(pid)?.[19] ?? '', command: commandOf(pid) }));
}

/** Those that still run. */
export function survivors(seen: readonly Seen[]): Seen[] {
  return seen.filter(({ pid, startedAt }) => isAlive(pid) && (stat(pid)?.[19] ?? '') === startedAt);
}

function parentOf(): Map<number, number> {
  if (process.platform !== 'linux') return parentsByPs();
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), Number(stat(Number(pid))?.[1] ?? 0)]));
}

function parentsByPs(): Map<number, number> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
}

/** Fields of proc(5)'s stat from the third on: state, parent, … and at 19 the start time. */
function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // Gone, or a system without /proc.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return ''; // As above.
  }
}
