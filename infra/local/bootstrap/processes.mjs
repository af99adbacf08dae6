import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { BootstrapError } from './failure.mjs';
import { stateFolder, workspace } from './workspace.mjs';

/** Enough of a failed step's output to see the cause without scrolling. */
const SHOWN_LINES = 30;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Runs a preparation step quietly: its output goes to a file, the screen shows how long it has taken. On failure the lines
 * that match `shown`, or else the end of the output, are shown. Everything is said on stderr, because stdout belongs to the command (`vw … --json`).
 */
export async function runStep(title, command, args, options = {}) {
  mkdirSync(join(stateFolder, 'logs'), { recursive: true });
  const logPath = join(stateFolder, 'logs', `${options.log ?? 'bootstrap'}.log`);
  const log = openSync(logPath, 'w');
  const began = Date.now();
  const stopSpinner = startSpinner(title, began);
  let code;
  try {
    const env = { ...process.env, ...options.env };
    code = await ended(spawn(command, args, { cwd: options.cwd ?? workspace, env, stdio: ['ignore', log, log] }));
  } finally {
    closeSync(log);
    stopSpinner();
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (code === 0) {
    console.error(`${title}: done in ${seconds} s`);
    return;
  }
  const lines = readFileSync(logPath, 'utf8').trimEnd().split('\n');
  const telling = options.shown ? lines.filter((line) => options.shown.test(line)).slice(0, SHOWN_LINES) : [];
  const tail = (telling.length > 0 ? telling : lines.slice(-SHOWN_LINES)).join('\n');
  throw new BootstrapError(
    `${tail}\n\n${title}: failed after ${seconds} s (everything it said: ${logPath})${options.advice ?? ''}`,
  );
}

/** Runs the command proper with the terminal's own streams, passing signals on; resolves with its exit code. */
export function handOver(node, args) {
  const path = [dirname(node), join(workspace, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return ended(
    spawn(node, args, {
      cwd: workspace,
      stdio: 'inherit',
      env: { ...process.env, PATH: path, VW_BOOTSTRAP_PID: String(process.pid) },
    }),
  );
}

/** Resolves with the exit code (128 + number for a signal). While it runs, signals to this process go to it. */
function ended(child) {
  const forwards = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => child.kill(signal)]);
  for (const [signal, forward] of forwards) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new BootstrapError(`${child.spawnfile} could not be started: ${error.message}`)),
    );
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  }).finally(() => {
    for (const [signal, forward] of forwards) process.off(signal, forward);
  });
}

function startSpinner(title, began) {
  if (!process.stderr.isTTY) {
    console.error(`${title} …`);
    return () => {};
  }
  let frame = 0;
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stderr.write(`\r\x1b[K${SPINNER[frame++ % SPINNER.length]} ${title} … ${seconds} s`);
  }, 100);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\x1b[K');
  };
}
