import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;
const KIB = 1024;

/** A process and all its descendants: PostgreSQL is a family. */
export function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statFields(Number(name));
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const members = [root];
  for (const member of members) {
    for (const [pid, parent] of parents) if (parent === member) members.push(pid);
  }
  return members;
}

/** Processor time of a family so far, ms. */
export function cpuMs(root: number): number {
  return family(root).reduce((sum, pid) => {
    const fields = statFields(pid);
    return sum + (fields ? (Number(fields[11]) + Number(fields[12])) * TICK_MS : 0);
  }, 0);
}

/** Memory of a family, bytes: `resident` counts a page shared by several once for each, `proportional` once in all. */
export function memoryOf(root: number): { resident: number; proportional: number } {
  let [resident, proportional] = [0, 0];
  for (const pid of family(root)) {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    resident += kibOf(rollup, 'Rss');
    proportional += kibOf(rollup, 'Pss');
  }
  return { resident: resident * KIB, proportional: proportional * KIB };
}

const kibOf = (rollup: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);

/** Fields of /proc/PID/stat after the name, which may hold spaces; undefined when the process is gone. */
function statFields(pid: number): string[] | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended between the look at the list and this one.
    return '';
  }
}
