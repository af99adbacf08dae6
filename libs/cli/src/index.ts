export { ExitCode } from './exit-codes.js';
export { run } from './run.js';
export type { Screen, Terminal } from './terminal.js';
