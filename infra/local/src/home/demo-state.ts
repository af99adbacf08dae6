import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from './secrets.js';

/** How far the demo of this home is: not begun, under way (and to be gone on with), or played. */
export type DemoState = 'none' | 'begun' | 'done';

/** What was kept in VW_HOME/demo.json; a file that can't be read is none. */
export function readDemoState(home: string): DemoState {
  try {
    if (!existsSync(pathIn(home))) return 'none';
    const { agents } = JSON.parse(readFileSync(pathIn(home), 'utf8')) as { agents?: unknown };
    return agents === 'begun' || agents === 'done' ? agents : 'none';
  } catch {
    return 'none'; // Cut short: whoever wants the demo again begins with --fresh.
  }
}

export function writeDemoState(home: string, agents: Exclude<DemoState, 'none'>): void {
  writePrivate(pathIn(home), `${JSON.stringify({ agents })}\n`);
}

/** Without data there was no demo. */
export function forgetDemoState(home: string): void {
  rmSync(pathIn(home), { force: true });
}

const pathIn = (home: string): string => join(home, 'demo.json');
