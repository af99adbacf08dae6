import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removeData, workspaceRoot } from '@vividwalls/local';
import pg from 'pg';
import { cpuMs, memoryOf } from './process-usage.js';

const SUPERVISOR = join(workspaceRoot, 'infra/local/dist/start/main.js');
const READY_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 100;

interface RunFile {
  readonly pid: number;
  readonly state: string;
  readonly url: string;
  readonly adminKey: string;
  readonly shopifySecrets: string;
  readonly servers: Record<string, { pid: number; url: string }>;
  readonly services: Record<string, { pid: number }>;
}

/** The product as `npm start -- --no-demo` runs it, on data and ports of its own. */
export class RunningSystem {
  private constructor(
    private readonly child: ChildProcess,
    private readonly home: string,
    readonly run: RunFile,
    readonly admin: pg.Client,
  ) {}

  static async start(options: { single?: boolean; env?: Record<string, string> } = {}): Promise<RunningSystem> {
    const home = mkdtempSync(join(tmpdir(), 'vividwalls-bench-'));
    const args = [SUPERVISOR, '--no-demo', ...(options.single ? ['--single'] : [])];
    const env = { ...process.env, LOG_LEVEL: 'warn', ...options.env, VW_HOME: home, PORT: String(await freePort()) };
    const child = spawn(process.execPath, args, { cwd: workspaceRoot, env, stdio: 'ignore' });
    const run = await readyRunFile(home, child);
    const url = new URL(run.servers['postgres']!.url);
    url.pathname = '/vividwalls';
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    return new RunningSystem(child, home, run, admin);
  }

  get secret(): string {
    return this.run.shopifySecrets.split(',')[0]!;
  }

  /** Processes by name: services, servers, supervisor. In one process, the services are one entry. */
  get processes(): Map<string, number> {
    const named = new Map<string, number>([['supervisor', this.run.pid]]);
    for (const [name, { pid }] of Object.entries({ ...this.run.servers, ...this.run.services })) {
      const same = [...named].find(([, other]) => other === pid)?.[0];
      if (same) {
        named.delete(same);
        named.set(`${same}+${name}`, pid);
      } else named.set(name, pid);
    }
    return named;
  }

  cpuMs(): Record<string, number> {
    return Object.fromEntries(
      [...this.processes].filter(([name]) => name !== 'supervisor').map(([name, pid]) => [name, cpuMs(pid)]),
    );
  }

  /** Memory of the supervisor and everything below it, bytes. */
  memory(): { resident: number; proportional: number } {
    return memoryOf(this.run.pid);
  }

  async stop(): Promise<void> {
    await this.admin.end();
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
    await removeData(this.home);
    rmSync(this.home, { recursive: true, force: true });
  }
}

async function readyRunFile(home: string, child: ChildProcess): Promise<RunFile> {
  const path = join(home, 'run.json');
  for (let waited = 0; waited < READY_WITHIN_MS; waited += LOOK_EVERY_MS) {
    if (child.exitCode !== null) throw new Error(`The system ended with code ${child.exitCode} while starting`);
    if (existsSync(path)) {
      const run = JSON.parse(readFileSync(path, 'utf8')) as RunFile;
      if (run.state === 'ready') return run;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  child.kill('SIGKILL');
  throw new Error(`The system was not ready within ${READY_WITHIN_MS / 1_000} s`);
}
