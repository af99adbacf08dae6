import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder } from '../processes/file-lock.js';
import { writePrivate } from './secrets.js';

/** A process of the running system. */
export interface RunningPart {
  pid?: number | undefined;
  port?: number | undefined;
  /** False when it is the operator's own server. */
  own: boolean;
  /** With credentials; servers only. */
  url?: string;
}

/** What runs right now, in VW_HOME/run.json (mode 600), for `vw`, the doctor, tests and the bench. */
export interface RunFile {
  /** The supervisor's process id. */
  pid: number;
  startedAt: string;
  /** `starting` until every service is ready. */
  state: 'starting' | 'ready' | 'stopping';
  single: boolean;
  /** Base address of the public door. */
  url: string;
  adminKey: string;
  /** Comma separated, the first signs. */
  shopifySecrets: string;
  n8nSecret: string;
  servers: Record<string, RunningPart>;
  services: Record<string, RunningPart>;
}

export function runFilePath(home: string): string {
  return join(home, 'run.json');
}

/** One supervisor at a time for a home. */
export function lockPath(home: string): string {
  return join(home, 'lock');
}

export function writeRunFile(home: string, run: RunFile): void {
  writePrivate(runFilePath(home), `${JSON.stringify(run, null, 2)}\n`);
}

export function removeRunFile(home: string): void {
  rmSync(runFilePath(home), { force: true });
}

/** The system that runs from this home, or undefined. A file that a killed supervisor left behind does not count. */
export function readRunFile(home: string): RunFile | undefined {
  if (!existsSync(runFilePath(home)) || lockHolder(lockPath(home)) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(runFilePath(home), 'utf8')) as RunFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // Stopped since we looked.
    throw error;
  }
}
