import { ExitCode } from './exit-codes.js';
import { run } from './run.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks to finish what is in flight and to say what was done; the second insists.
    if (stop.signal.aborted) process.exit(ExitCode.interrupted);
    stop.abort(new Error('Interrupted'));
  });
}
// A reader that has seen enough (`vw audit events | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.ok);
  throw error;
});

/** npm changes into the workspace before it runs a script; INIT_CWD is where the operator stands. */
const startedByNpm = process.env.VW_BOOTSTRAP_PID !== undefined && process.env.INIT_CWD !== undefined;

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: startedByNpm ? process.env.INIT_CWD! : process.cwd(),
  signal: stop.signal,
  now: () => new Date(),
});
