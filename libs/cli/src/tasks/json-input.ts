import { usageError } from '../command-error.js';
import { readJsonObject } from '../dlq/read-json.js';
import type { Terminal } from '../terminal.js';

/** A JSON object as it stands on the command line, or in a file: `@file`; `@-` reads standard input. */
export async function jsonObject(terminal: Terminal, option: string, given: string): Promise<Record<string, unknown>> {
  if (given.startsWith('@')) return readJsonObject(terminal, given.slice(1));
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(`${option} is no JSON: ${error.message}. Give an object, or a file with one: @input.json`);
  }
  throw usageError(`${option} must be a JSON object: '{ "orderId": "1001" }', or a file with one: @input.json`);
}
