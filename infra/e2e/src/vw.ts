import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import type { System } from './system.js';

const PROGRAM = join(workspaceRoot, 'libs', 'cli', 'dist', 'main.js');

/**
 * Runs the operator's command line against a system, as an operator in its home would.
 * @returns the exit code, and what it printed as one JSON document
 */
export async function vw<T>(system: System, args: readonly string[]): Promise<{ code: number; answer: T }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: workspaceRoot,
    env: { PATH: process.env.PATH, VW_HOME: system.home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complaints] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  try {
    return { code, answer: JSON.parse(printed) as T };
  } catch (error) {
    const told = `vw ${args.join(' ')} ended with ${code} and printed no JSON:\n${printed}${complaints}`;
    throw new Error(told, { cause: error });
  }
}
