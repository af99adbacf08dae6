/** One thing that must be right, besides the specs. */
export interface Check {
  name: string;
  /** Program under node_modules/.bin and its arguments. */
  command: [string, ...string[]];
}

const nx = (target: string): [string, ...string[]] => ['nx', 'run-many', '-t', target, '--outputStyle=static'];

/** In the order in which a fault is cheapest to find. Nx repeats only what changed. */
export const CHECKS: readonly Check[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: nx('lint') },
  { name: 'typecheck', command: nx('typecheck') },
  { name: 'build', command: nx('build') },
];
