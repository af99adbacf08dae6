import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { BootstrapError } from './failure.mjs';
import { alone } from './lock.mjs';
import { runStep } from './processes.mjs';
import { readJson, workspace } from './workspace.mjs';

const OLDEST_NODE = 18;
const OLDEST_NPM = 9;

/** Installs packages unless what is installed is what the lockfile asks for. */
export async function ensureInstalled() {
  const node = Number(process.versions.node.split('.')[0]);
  if (node < OLDEST_NODE) {
    throw new BootstrapError(
      `Node ${process.versions.node} is too old to begin with: install Node ${OLDEST_NODE} or newer (https://nodejs.org). ` +
        `The workspace brings its own Node 24 from there.`,
    );
  }
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    const npm = findNpm();
    // Not `npm ci`: it refuses a lockfile that lacks optional packages for other machines, which a registry mirror may
    // not carry. This installs what the lockfile says, only what changed, and leaves the lockfile as it is.
    // Without install scripts: npm versions differ in which they run, and the one of `node` starts another npm that has
    // failed where ours worked. What two of them would have done (Node 24, PostgreSQL's links) is done by us when missing.
    await runStep(
      'Installing packages',
      npm.command,
      [
        ...npm.args,
        'install',
        '--no-save',
        '--ignore-scripts',
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
      ],
      {
        log: 'install',
        shown: /^npm (error|ERR!)/,
        advice: '\nIs the package registry reachable? Run the same command again once it is.',
      },
    );
  });
}

/**
 * npm notes what it installed in node_modules/.package-lock.json. Comparing that with the lockfile takes 10 ms, needs no stamp
 * of our own, and leaves an installation alone that someone made by hand. Optional packages may be for other machines.
 */
function isInstalled() {
  const installed = readJson(join(workspace, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  const wanted = readJson(join(workspace, 'package-lock.json'))?.packages;
  if (!wanted) return true;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.optional || entry.devOptional || entry.peer) return true;
    return installed[path] !== undefined && installed[path].version === entry.version;
  });
}

export function findNpm() {
  const fromScript = process.env.npm_execpath;
  const npm =
    fromScript && /npm-cli\.js$/.test(fromScript)
      ? { command: process.execPath, args: [fromScript] }
      : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
  let version;
  try {
    version = execFileSync(npm.command, [...npm.args, '--version'], { encoding: 'utf8' }).trim();
  } catch {
    throw new BootstrapError(
      'npm was not found: it comes with Node (https://nodejs.org), or install your distribution’s package npm',
    );
  }
  if (Number(version.split('.')[0]) < OLDEST_NPM) {
    throw new BootstrapError(`npm ${version} is too old: run \`npm install --global npm@${OLDEST_NPM}\` or newer`);
  }
  return npm;
}
