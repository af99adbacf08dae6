import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Preparation, preparationEnvironment } from '../prepare/environment.js';
import { workspaceRoot } from '../workspace.js';

/**
 * Runs the preparation (database, roles, migrations, streams) as a process of its own.
 * @throws with what it said when it fails
 */
export async function prepare(
  preparation: Preparation,
  say: (detail: string) => void,
  stopping: AbortSignal,
): Promise<void> {
  const program = join(workspaceRoot, 'infra', 'local', 'dist', 'prepare', 'main.js');
  const child = spawn(process.execPath, [program], {
    cwd: workspaceRoot,
    env: { ...process.env, ...preparationEnvironment(preparation) },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stopping,
  });
  const complaints: string[] = [];
  createInterface({ input: child.stdout }).on('line', say);
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(complaints.join('\n') || `the preparation ended with code ${code}`);
}
