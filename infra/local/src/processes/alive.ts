import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * True when a process with this id runs, whoever owns it. One that has ended but was not reaped yet counts as gone. 0 and less are
 * no processes: the system would take them for the caller's own group, or for everybody.
 */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return statFields(pid)?.[0] !== 'Z';
}

/**
 * What distinguishes this process from a later one that was given the same id: its start time in clock ticks.
 * Empty where there is no /proc; the id alone must do then.
 */
export function startedAt(pid: number): string {
  return statFields(pid)?.[19] ?? ''; // Field 22 of proc(5).
}

/** Fields of /proc/<pid>/stat from the third (state) on; the second, the command, may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // Gone, or a system without /proc.
  }
}

/** The command line of a process with spaces between its arguments, or '' when it is gone or can't be seen. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    if (process.platform === 'linux') return '';
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Ends a process that this program did not start as its child: first politely, then by SIGKILL after `graceMs`. */
export async function endForeign(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!(pid > 0)) return;
  for (const [kind, waitMs] of [
    [signal, graceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, kind);
    } catch {
      return; // It went by itself between the look and the signal.
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
