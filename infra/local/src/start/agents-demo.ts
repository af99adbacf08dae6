import colors from 'picocolors';
import { writeDemoState } from '../home/demo-state.js';
import { DemoProcess, demoLogIn } from './demo-process.js';
import type { Screen } from './screen.js';

/** It gives back what it has borrowed, an agent's executor, and says how far it is. */
const STOP_GRACE_MS = 8_000;
const LOG_FILE = 'agents-demo.log';
/** The whole of it was played, except for migrations that had too little evidence: it says which. */
const PLAYED = [0, 6];

/**
 * The agents' part of the demo, `vw agents simulate`, as a process beside the services. It goes on where it was cut when it is
 * started again, and its failure is a warning: the system is of use without it.
 */
export class AgentsDemo {
  readonly #process: DemoProcess;

  constructor(
    private readonly home: string,
    private readonly screen: Pick<Screen, 'note' | 'warn'>,
  ) {
    this.#process = new DemoProcess(home, {
      name: 'the agents’ part of the demo',
      args: ['agents', 'simulate', '--yes'],
      ...{ logFile: LOG_FILE, stopGraceMs: STOP_GRACE_MS },
      onLine: (line) => this.screen.note(`${colors.dim('agents')}  ${line}`),
      onExit: (code, how) => this.#onExit(code, how),
      onFailure: (why) => this.screen.warn(why),
    });
  }

  static logIn = (home: string): string => demoLogIn(home, LOG_FILE);

  start = (workflowPort: number): Promise<void> => this.#process.start(['--workflow-port', String(workflowPort)]);
  stop = (): Promise<void> => this.#process.stop();
  kill = (): Promise<void> => this.#process.kill();

  #onExit(code: number | null, how: string): void {
    if (code !== null && PLAYED.includes(code)) return writeDemoState(this.home, 'done');
    if (this.#process.isStopping) return;
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
