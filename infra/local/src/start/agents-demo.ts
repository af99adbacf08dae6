import { join } from 'node:path';
import colors from 'picocolors';
import { writeDemoState } from '../home/demo-state.js';
import { launch, type Running } from '../processes/launch.js';
import { RotatingLog } from '../processes/rotating-log.js';
import { workspaceRoot } from '../workspace.js';
import type { Screen } from './screen.js';

/** It gives back what it has borrowed, an agent's executor, and says how far it is. */
const STOP_GRACE_MS = 8_000;
/** The whole of it was played, except for migrations that had too little evidence: it says which. */
const PLAYED = [0, 6];

/**
 * The agents' part of the demo, `vw agents simulate`, as a process beside the services. It goes on where it was cut when it is
 * started again, and its failure is a warning: the system is of use without it.
 */
export class AgentsDemo {
  #running: Running | undefined;
  #isStopping = false;
  readonly #log: RotatingLog;

  constructor(
    private readonly home: string,
    private readonly screen: Pick<Screen, 'note' | 'warn'>,
  ) {
    this.#log = new RotatingLog(AgentsDemo.logIn(home));
  }

  static logIn(home: string): string {
    return join(home, 'logs', 'agents-demo.log');
  }

  async start(workflowPort: number): Promise<void> {
    const vw = join(workspaceRoot, 'libs', 'cli', 'dist', 'main.js');
    try {
      this.#running = await launch({
        name: 'the agents’ part of the demo',
        command: process.execPath,
        args: [vw, 'agents', 'simulate', '--yes', '--workflow-port', String(workflowPort)],
        env: { ...process.env, VW_HOME: this.home },
        cwd: workspaceRoot,
        stopSignal: 'SIGTERM',
        onLine: (line) => this.#onLine(line),
      });
    } catch (error) {
      return this.screen.warn(error instanceof Error ? error.message : String(error));
    }
    void this.#running.exited.then(({ code, signal }) => this.#onExit(code, signal ?? `code ${code}`));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.stop(STOP_GRACE_MS);
    this.#log.close();
  }

  async kill(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.kill();
  }

  #onLine(line: string): void {
    this.#log.write(line);
    if (!this.#isStopping) this.screen.note(`${colors.dim('agents')}  ${line}`);
  }

  #onExit(code: number | null, how: string): void {
    this.#running = undefined;
    if (code !== null && PLAYED.includes(code)) return writeDemoState(this.home, 'done');
    if (this.#isStopping) return;
    const again = 'The next npm start goes on with it.';
    this.screen.warn(`The agents’ part of the demo ended with ${how} (${AgentsDemo.logIn(this.home)}). ${again}`);
  }
}

/** What orchestration is told so that the demo's workflow can be called: it breaks, and agents fall back. */
export function demoEnvironment(
  operators: NodeJS.ProcessEnv,
  workflowPort: number,
  n8nSecrets: string,
): Record<string, string> {
  const hosts = [operators['ORCHESTRATION_N8N_HOSTS'], `127.0.0.1:${workflowPort}`].filter(Boolean).join(',');
  const secret = operators['ORCHESTRATION_N8N_SECRET'] || (n8nSecrets.split(',')[0] ?? '').trim();
  return { ORCHESTRATION_N8N_HOSTS: hosts, ORCHESTRATION_N8N_SECRET: secret };
}
