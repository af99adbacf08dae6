import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { services } from '../services.js';
import { workspaceRoot } from '../workspace.js';
import { roleUrl } from './addresses.js';
import type { RolePasswords } from './database.js';

const run = promisify(execFile);

/** A first migration takes a second; a large one on a full database may take minutes. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000;

/** Runs each service's migrations as the owner of its schema, side by side: schemas have nothing to do with one another. */
export async function migrateServices(databaseUrl: string, passwords: Record<string, RolePasswords>): Promise<void> {
  await Promise.all(services.map(({ name }) => migrate(databaseUrl, name, passwords[name]?.owner ?? '')));
}

async function migrate(databaseUrl: string, name: string, password: string): Promise<void> {
  const program = join(workspaceRoot, 'services', name, 'dist', 'migrate.js');
  const env = { ...process.env, DATABASE_URL: roleUrl(databaseUrl, `vw_${name}_owner`, password) };
  try {
    await run(process.execPath, [program], { cwd: workspaceRoot, env, timeout: MIGRATION_TIMEOUT_MS });
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Error(`the migrations of ${name} failed:\n${stderr || stdout || String(error)}`, { cause: error });
  }
}
