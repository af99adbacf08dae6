import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ServerName = 'postgres' | 'nats' | 'redis';

/** A process of the running system, as its supervisor notes it. */
export interface RunningPart {
  readonly pid?: number;
  readonly port?: number;
  /** With credentials; servers only. */
  readonly url?: string;
}

/** VW_HOME/run.json, as `npm start` writes it. */
export interface RunFile {
  readonly pid: number;
  readonly state: 'starting' | 'ready' | 'stopping';
  readonly single: boolean;
  readonly url: string;
  readonly adminKey: string;
  readonly shopifySecrets: string;
  readonly n8nSecret: string;
  readonly servers: Readonly<Record<ServerName, RunningPart>>;
  readonly services: Readonly<Record<string, RunningPart>>;
}

/** VW_HOME/secrets.json: the passwords that the supervisor made. */
export interface Secrets {
  readonly nats: { readonly admin: string; readonly users: Readonly<Record<string, string>> };
  readonly postgres: { readonly roles: Readonly<Record<string, { readonly owner: string; readonly service: string }>> };
}

/** The run file of a home; undefined while there is none. */
export function readRunFile(home: string): RunFile | undefined {
  return readJson<RunFile>(join(home, 'run.json'));
}

/** @throws when the home was never started */
export function readSecrets(home: string): Secrets {
  const secrets = readJson<Secrets>(join(home, 'secrets.json'));
  if (!secrets) throw new Error(`${home} has no secrets.json: nothing was ever started from it`);
  return secrets;
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
