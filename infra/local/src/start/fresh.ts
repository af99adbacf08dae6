import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { forgetDemoState } from '../home/demo-state.js';
import { loadSecrets } from '../home/secrets.js';
import type { Settings } from '../home/settings.js';
import { unprivilegedAccount } from '../processes/account.js';
import { clearStale } from '../servers/postgres/cluster.js';
import { postgresPlace } from '../servers/postgres/postgres-place.js';

/** Data in a home; secrets, the admin key and remembered ports stay. */
const DATA_FOLDERS = ['nats', 'redis', 'logs', 'simulations'];

export class FreshRefused extends Error {}

/** Asks on the terminal. @throws FreshRefused when the answer is no or nobody can be asked */
export async function confirmFresh(settings: Settings, yes: boolean): Promise<void> {
  const foreign = Object.keys(settings.external);
  if (foreign.length > 0) {
    throw new FreshRefused(
      `--fresh removes only data of servers that were started here, and ${foreign.join(', ')} is your own.\n` +
        'Drop the database `vividwalls` and the streams there yourself.',
    );
  }
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new FreshRefused('--fresh asks for a confirmation: add --yes where nobody can answer');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `Remove all books, events and the audit chain in ${settings.home}? Type "yes": `,
    );
    if (answer.trim().toLowerCase() !== 'yes') throw new FreshRefused('Nothing was removed.');
  } finally {
    terminal.close();
  }
}

/** Removes all data. The caller holds the home's lock. */
export async function removeData(home: string): Promise<void> {
  const { instance } = loadSecrets(home);
  const place = postgresPlace(home, instance, 'durable', unprivilegedAccount());
  await clearStale(join(place, 'data'));
  for (const folder of [place, ...DATA_FOLDERS.map((name) => join(home, name))]) {
    await rm(folder, { recursive: true, force: true });
  }
  forgetDemoState(home);
}
