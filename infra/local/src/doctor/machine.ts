import { execFile } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { type Finding, fail, ok, warn } from './finding.js';

const GIB = 1024 ** 3;
/** Packages, unpacked servers and a fresh database take 0.9 GiB. */
const DISK_NEEDED_GIB = 1;
/** Room for weeks of a small shop's events and for PostgreSQL's write-ahead log. */
const DISK_WISE_GIB = 5;
/** The whole system idles below 1.2 GB, in one process below 600 MB. */
const MEMORY_NEEDED_GIB = 0.7;
const MEMORY_WISE_GIB = 1.5;
/** Signatures on webhooks are refused when they are five minutes off; a clock before this code was written is surely wrong. */
const EARLIEST_YEAR = 2026;

export async function machineFindings(home: string): Promise<Finding[]> {
  return [ownNode(), await npm(), platform(), disk(home), memory(), clock()];
}

function ownNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? ok('node', `${process.versions.node} (${process.execPath})`)
    : fail('node', `${process.versions.node}; needed is 24`, 'start it through npm: npm run doctor');
}

async function npm(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['--version'], { timeout: 20_000 });
    return ok('npm', stdout.trim());
  } catch (error) {
    return warn('npm', `does not run: ${String(error)}`, 'install npm; it is needed when packages change');
  }
}

function platform(): Finding {
  const glibc = (process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined)?.header;
  const name = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32') return fail('platform', name, 'use WSL 2 or docker compose up');
  if (process.platform === 'linux' && !glibc?.glibcVersionRuntime) {
    return fail(
      'platform',
      `${name} without glibc`,
      'the servers’ programs need glibc: use a Debian based system or docker compose up',
    );
  }
  return ok('platform', `${name}${glibc?.glibcVersionRuntime ? `, glibc ${glibc.glibcVersionRuntime}` : ''}`);
}

function disk(home: string): Finding {
  let folder = home;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const freeGib = (bavail * bsize) / GIB;
  const detail = `${freeGib.toFixed(1)} GiB free for ${home}`;
  if (freeGib < DISK_NEEDED_GIB)
    return fail('disk', detail, `free some, or point VW_HOME at a larger disk (${DISK_WISE_GIB} GiB is wise)`);
  if (freeGib < DISK_WISE_GIB)
    return warn('disk', detail, `${DISK_WISE_GIB} GiB is wise: free some or point VW_HOME elsewhere`);
  return ok('disk', detail);
}

function memory(): Finding {
  // availableMemory() also knows the limits of a container.
  const availableGib = Math.max(process.availableMemory(), freemem()) / GIB;
  const detail = `${availableGib.toFixed(1)} of ${(totalmem() / GIB).toFixed(1)} GiB available`;
  if (availableGib < MEMORY_NEEDED_GIB)
    return fail('memory', detail, `${MEMORY_NEEDED_GIB} GiB is the least: close something`);
  if (availableGib < MEMORY_WISE_GIB) return warn('memory', detail, 'start with npm start -- --single');
  return ok('memory', detail);
}

function clock(): Finding {
  const now = new Date();
  return now.getUTCFullYear() >= EARLIEST_YEAR
    ? ok('clock', `${now.toISOString()} (signatures allow five minutes of difference)`)
    : fail('clock', `${now.toISOString()} is in the past`, 'set the clock: webhooks’ signatures depend on it');
}
