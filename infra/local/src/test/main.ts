// `npm test [-- jest arguments]`: format, lint, types, build, then every spec against real servers.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import colors from 'picocolors';
import { workspaceRoot } from '../workspace.js';
import { CHECKS, type Check } from './checks.js';
import { closingLine, count, type JestReport } from './counts.js';

/** Nx's background process and live screen have no place in a run that must end and leave nothing behind. */
const NX_ENVIRONMENT = { NX_DAEMON: 'false', NX_TUI: 'false' };

let interruptedBy: NodeJS.Signals | undefined;
const folder = mkdtempSync(join(tmpdir(), 'vividwalls-report-'));
try {
  const checks: boolean[] = [];
  for (const check of CHECKS) if (!interruptedBy) checks.push(await passes(check));
  const report = interruptedBy ? undefined : await jest(process.argv.slice(2));
  const counts = count(checks, report);
  console.log(`\n${closingLine(counts)}`);
  process.exitCode = interruptedBy ? 128 + constants.signals[interruptedBy] : counts.failed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function passes({ name, command: [program, ...args] }: Check): Promise<boolean> {
  const began = Date.now();
  const { code, output } = await run(join(workspaceRoot, 'node_modules', '.bin', program), args, 'collect');
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (code !== 0) console.log(output.trimEnd());
  console.log(`${code === 0 ? colors.green('✓') : colors.red('✗')} ${name} ${colors.dim(`${seconds} s`)}`);
  return code === 0;
}

/** All specs of the workspace in one run. @returns its report, undefined when it did not come to one */
async function jest(args: string[]): Promise<JestReport | undefined> {
  const reportPath = join(folder, 'report.json');
  const program = [
    '--experimental-vm-modules',
    // Workers take it over. ES modules of a spec are never given back: six hundred specs in two workers hold more than the 4 GB of V8.
    '--max-old-space-size=6144',
    '--disable-warning=ExperimentalWarning',
    join(workspaceRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--config',
    join(workspaceRoot, 'jest.config.mjs'),
    '--json',
    `--outputFile=${reportPath}`,
  ];
  const { code } = await run(process.execPath, [...program, ...args], 'show');
  if (!existsSync(reportPath)) return undefined;
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as JestReport;
  const isSilentFailure = code !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0;
  // Jest failed for a reason of its own (a teardown, a threshold): that must not count as success.
  return isSilentFailure ? { ...report, numRuntimeErrorTestSuites: 1 } : report;
}

function run(command: string, args: string[], output: 'collect' | 'show'): Promise<{ code: number; output: string }> {
  // Jest prints its JSON on stdout even with an output file; its progress comes on stderr.
  const child = spawn(command, args, {
    cwd: workspaceRoot,
    env: { ...process.env, ...NX_ENVIRONMENT, NODE_OPTIONS: '' },
    // A group of its own, so that a signal reaches Jest's workers too, and none of them outlives it.
    detached: true,
    stdio: output === 'show' ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  let collected = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => (collected += bytes.toString()));
  const forwards = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const forward = (): void => {
      interruptedBy ??= signal;
      signalGroup(child, signal);
    };
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  return new Promise((resolve) => {
    const end = (code: number): void => {
      for (const off of forwards) off();
      resolve({ code, output: collected });
    };
    child.once('error', (error) => {
      collected += error.message;
      end(127);
    });
    child.once('exit', (code) => {
      signalGroup(child, 'SIGKILL');
      child.once('close', () => end(code ?? 1));
    });
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // All of them have ended.
  }
}
