import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';

/** The last three days of a small shop, up to now: enough to see refunds and edits, over in seconds. */
const DEMO_ARGUMENTS = [
  ...['shop', 'simulate', '--days', '3', '--until', 'now', '--orders-per-day', '40', '--seed', '42', '--rate', '50'],
  // A shop knows who works its campaigns.
  '--marks',
];
const ANSWER_TIMEOUT_MS = 5_000;

/** True when nothing was ever booked. @throws when finance can't be asked */
export async function areBooksEmpty(url: string, adminKey: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/finance/trial-balance`, {
    headers: { authorization: `Bearer ${adminKey}` },
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`GET /api/finance/trial-balance answered ${answer.status}: ${await answer.text()}`);
  const { currencies } = (await answer.json()) as { currencies: Record<string, unknown> };
  return Object.keys(currencies).length === 0;
}

/**
 * Plays some days of a print shop's trade as signed webhooks over HTTP, showing the simulator's own progress.
 * @returns undefined, or what went wrong: the system is of use without the demo
 */
export function playDemo(home: string, signal: AbortSignal): Promise<string | undefined> {
  const vw = join(workspaceRoot, 'libs', 'cli', 'dist', 'main.js');
  const child = spawn(process.execPath, [vw, ...DEMO_ARGUMENTS], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, VW_HOME: home },
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, by) =>
      resolve(code === 0 ? undefined : `the simulator ended with ${by ?? `code ${code}`}`),
    );
  }).finally(() => signal.removeEventListener('abort', stop));
}
