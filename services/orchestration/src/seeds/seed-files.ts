import { readFileSync } from 'node:fs';

/** The shop's papers on its agents, as they are in the project's facts. */
export const agentsCsv = (): string => read('agents.csv');

/** A seed beside this file. What it holds is checked where it becomes a registry. */
export const seedJson = <T>(name: string): T => JSON.parse(read(name)) as T;

function read(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}
