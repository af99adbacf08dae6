import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from './workspace.mjs';

const POLL_MS = 250;
/** Between making the folder and naming its holder lies an instant; a nameless lock older than this was abandoned. */
const NAMELESS_MS = 5_000;

/** Runs `work` while no other bootstrap of this workspace prepares anything: `npm start` and `npm test` may begin together. */
export async function alone(work) {
  mkdirSync(stateFolder, { recursive: true });
  const folder = join(stateFolder, 'bootstrap.lock');
  const holder = join(folder, 'pid');
  for (;;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(folder, holder)) rmSync(folder, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    writeFileSync(holder, String(process.pid));
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function isAbandoned(folder, holder) {
  try {
    const pid = Number(readFileSync(holder, 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - statSync(folder).mtimeMs > NAMELESS_MS;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  try {
    return Date.now() - statSync(folder).mtimeMs > NAMELESS_MS;
  } catch {
    return false; // Given back in the meantime.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
