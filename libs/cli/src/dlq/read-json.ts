import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageError } from '../command-error.js';
import type { Terminal } from '../terminal.js';

/** A JSON object from a file, or from standard input when it is named `-`. */
export async function readJsonObject(terminal: Terminal, file: string): Promise<Record<string, unknown>> {
  const name = file === '-' ? 'standard input' : file;
  const text = file === '-' ? await readInput(terminal) : await readText(resolve(terminal.cwd, file));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(`${name} is no JSON: ${error.message}`);
  }
  throw usageError(`${name} holds no JSON object`);
}

async function readInput({ stdin }: Terminal): Promise<string> {
  if (!stdin) throw usageError('There is no standard input to read.');
  let text = '';
  for await (const chunk of stdin) text += chunk.toString();
  return text;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw usageError(`${path} can't be read: ${(error as Error).message}`);
  }
}
