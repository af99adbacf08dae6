// What every npm script of the workspace runs first, with whatever Node the machine has (18 or newer) and nothing installed:
// install packages when they changed, find the workspace's own Node 24, build what changed, then hand over to compiled code.
import { join } from 'node:path';
import { ensureBuilt } from './bootstrap/build.mjs';
import { BootstrapError } from './bootstrap/failure.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { ensureNode } from './bootstrap/node.mjs';
import { handOver } from './bootstrap/processes.mjs';
import { workspace } from './bootstrap/workspace.mjs';

const ENTRIES = {
  start: 'infra/local/dist/start/main.js',
  test: 'infra/local/dist/test/main.js',
  doctor: 'infra/local/dist/doctor/main.js',
  vw: 'libs/cli/dist/main.js',
  bench: 'infra/bench/dist/main.js',
  screenshots: 'infra/e2e/dist/console/screenshots.js',
};

const [command, ...args] = process.argv.slice(2);
const entry = ENTRIES[command];

if (!entry) {
  console.error(`usage: node infra/local/bootstrap.mjs ${Object.keys(ENTRIES).join('|')} [arguments]`);
  process.exit(2);
}
try {
  await ensureInstalled();
  const node = await ensureNode();
  await ensureBuilt(node);
  process.exitCode = await handOver(node, [join(workspace, entry), ...args]);
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
