import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ConnectionOptions, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { freePort, isAlive, workspaceRoot } from '@vividwalls/local';
import { eventually, natsOptions, testFolder } from '@vividwalls/testing';
import { Client } from 'pg';
import { type Answer, ask, type Question } from './answer.js';
import { processTree, survivors } from './process-tree.js';
import { readRunFile, readSecrets, type RunFile, type Secrets, type ServerName } from './run-file.js';

export interface StartOptions {
  /** All services in one process. */
  readonly single?: boolean;
  /** Added to the environment of `npm start`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The home of a system that was stopped with its data kept; a new one when left out. */
  readonly home?: string;
}

const SUPERVISOR = join(workspaceRoot, 'infra', 'local', 'dist', 'start', 'main.js');
/** Where the services keep their schemas. */
const DATABASE = 'vividwalls';
export const SHOP = 'vividwalls.myshopify.com';

/** A start takes about five seconds; a machine that unpacks a server or runs other specs needs more. */
const READY_TIMEOUT_MS = 180_000;
/** The supervisor gives services and servers ten seconds each. */
const STOP_TIMEOUT_MS = 30_000;
const BACK_TIMEOUT_MS = 30_000;
/** What the supervisor printed last is the reason of a failed start. */
const OUTPUT_LINES = 30;

/** Variables of the caller that would change what is tested: another's servers, secrets, ports, or Jest's own options. */
const WITHHELD = /^(VW_|SHOPIFY_|N8N_|JEST_|(NODE_OPTIONS|NODE_ENV|PORT|LOG_LEVEL|DATABASE_URL|NATS_URL|REDIS_URL)$)/;

const running = new Set<System>();

/** To be called in `afterAll`: ends every system that this spec file started, whatever became of its tests. */
export async function stopSystems(): Promise<void> {
  await Promise.all([...running].map((system) => system.stop()));
}

/** `npm start -- --no-demo` with a home and a port of its own; resolves when it says that it is ready. */
export async function startSystem(options: StartOptions = {}): Promise<System> {
  const system = new System(options, options.home ?? testFolder('e2e'), await freePort());
  running.add(system);
  await system.start();
  return system;
}

/**
 * The whole product as an operator runs it: the compiled supervisor, its servers and services, reached only from outside
 * (HTTP, signals, the servers' administrator). Nothing here knows how a service is built.
 */
export class System {
  readonly url: string;
  /** How long the start took. */
  readyAfterMs = 0;
  #supervisor: ChildProcess | undefined;
  #place: string | undefined;
  readonly #output: string[] = [];
  readonly #closers: (() => Promise<unknown>)[] = [];

  constructor(
    private readonly options: StartOptions,
    readonly home: string,
    readonly port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** The owner's key. */
  get key(): string {
    return this.run().adminKey;
  }

  /** The first of Shopify's secrets. */
  get secret(): string {
    return this.run().shopifySecrets.split(',')[0] ?? '';
  }

  /** What runs at this moment. @throws when nothing does */
  run(): RunFile {
    const run = readRunFile(this.home);
    if (!run) throw new Error(`nothing runs from ${this.home}`);
    return run;
  }

  secrets(): Secrets {
    return readSecrets(this.home);
  }

  async start(): Promise<void> {
    const began = Date.now();
    const args = [SUPERVISOR, '--no-demo', ...(this.options.single ? ['--single'] : [])];
    const child = spawn(process.execPath, args, {
      cwd: workspaceRoot,
      // The supervisor stops by itself when the process with this id, which is Jest's worker, is gone.
      env: {
        ...inherited(),
        ...this.options.env,
        VW_HOME: this.home,
        PORT: String(this.port),
        VW_BOOTSTRAP_PID: String(process.pid),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#supervisor = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => this.#note(bytes));
    await eventually(
      () => {
        if (isEnded(child)) return true;
        const run = readRunFile(this.home);
        return run?.pid === child.pid && run?.state === 'ready';
      },
      { timeoutMs: READY_TIMEOUT_MS },
    ).catch(() => this.#fail(`was not ready within ${READY_TIMEOUT_MS / 1_000} s`));
    if (isEnded(child)) this.#fail(`ended with ${child.signalCode ?? child.exitCode}`);
    this.readyAfterMs = Date.now() - began;
    this.#place = await this.#placeOfPostgres();
  }

  /** A Shopify webhook as Shopify sends it, signed. Headers given win; an undefined one is left out. */
  post(topic: string, body: Buffer | string, headers: Record<string, string | undefined> = {}): Promise<Answer> {
    const all: Record<string, string | undefined> = {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': SHOP,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', this.secret).update(body).digest('base64'),
      ...headers,
    };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return ask(`${this.url}/webhooks/shopify`, { method: 'POST', headers: Object.fromEntries(sent), body });
  }

  /** Asks the API with the owner's key, or as the question's own headers say. */
  ask(path: string, question: Question = {}): Promise<Answer> {
    return ask(`${this.url}${path}`, {
      ...question,
      headers: { authorization: `Bearer ${this.key}`, ...question.headers },
    });
  }

  /** The body of a GET that must succeed. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.ask(path);
    if (answer.status !== 200) throw new Error(`GET ${path} was answered with ${answer.status}: ${answer.text}`);
    return answer.json<T>();
  }

  /** A session of PostgreSQL's administrator in the services' database; closed with the system. */
  async db(user?: { name: string; password: string }): Promise<Client> {
    const url = new URL(this.run().servers.postgres.url ?? '');
    url.pathname = `/${DATABASE}`;
    if (user) [url.username, url.password] = [user.name, user.password];
    const client = new Client({ connectionString: url.href });
    client.on('error', () => {}); // Its server may be killed on purpose; the next query tells.
    await client.connect();
    this.#closers.push(() => client.end());
    return client;
  }

  /** A connection of the broker's administrator, or of a user; closed with the system. */
  async nats(user?: { name: string; password: string }, options: ConnectionOptions = {}): Promise<NatsConnection> {
    const given = natsOptions(this.run().servers.nats.url ?? '');
    const connection = await connect({ ...given, ...(user && { user: user.name, pass: user.password }), ...options });
    this.#closers.push(() => connection.close());
    return connection;
  }

  /** kill -9 of a service; resolves when its supervisor has started another process in its place. */
  killService(name: string): Promise<void> {
    return this.#killAndAwait(`service ${name}`, () => this.run().services[name]?.pid);
  }

  /** kill -9 of a server; resolves when another one takes connections in its place. */
  killServer(name: ServerName): Promise<void> {
    return this.#killAndAwait(`server ${name}`, () => this.run().servers[name].pid);
  }

  /** SIGSTOP: it holds its connections and answers nothing until `resume`. */
  suspend(name: ServerName): void {
    signal(this.#pidOf(name), 'SIGSTOP');
  }

  resume(name: ServerName): void {
    signal(this.#pidOf(name), 'SIGCONT');
  }

  /** Resolves once the door and every service behind it say that they are ready. */
  async ready(): Promise<void> {
    await eventually(async () => (await ask(`${this.url}/health/ready`)).status === 200, {
      timeoutMs: BACK_TIMEOUT_MS,
    });
  }

  /** Every process of the system, the supervisor first. */
  processes(): ReturnType<typeof processTree> {
    return this.#supervisor?.pid === undefined ? [] : processTree(this.#supervisor.pid);
  }

  /**
   * Ctrl-C. Removes the data unless it is kept for another start.
   * @returns what still ran afterwards (and was killed): nothing, if the supervisor is right
   */
  async stop({ keepData = false } = {}): Promise<ReturnType<typeof survivors>> {
    running.delete(this);
    const child = this.#supervisor;
    this.#supervisor = undefined;
    if (!child?.pid) return [];
    const processes = processTree(child.pid);
    for (const { pid } of survivors(processes)) signal(pid, 'SIGCONT'); // One that a failed test left suspended can't stop.
    await Promise.allSettled(this.#closers.splice(0).map((close) => close()));
    child.kill('SIGINT');
    await eventually(() => isEnded(child), { timeoutMs: STOP_TIMEOUT_MS }).catch(() => child.kill('SIGKILL'));
    const left = survivors(processes);
    for (const { pid } of left) signal(pid, 'SIGKILL');
    if (!keepData && this.#place) await rm(this.#place, { recursive: true, force: true });
    return left;
  }

  #pidOf(name: ServerName): number {
    return this.run().servers[name].pid ?? this.#fail(`has no ${name} that runs`);
  }

  async #killAndAwait(what: string, pidNow: () => number | undefined): Promise<void> {
    // Right after another kill it may still be on its way back: the one that comes is the one to kill.
    const running = (): number | undefined => {
      const pid = pidNow();
      return pid !== undefined && isAlive(pid) ? pid : undefined;
    };
    const victim = await eventually(() => running() ?? false, { timeoutMs: BACK_TIMEOUT_MS });
    if (victim === false) throw new Error(`${what} does not run`);
    signal(victim, 'SIGKILL');
    const isAnother = (): boolean => ![undefined, victim].includes(running());
    await eventually(isAnother, { timeoutMs: BACK_TIMEOUT_MS }).catch(() => {
      throw new Error(`${what} was not started again within ${BACK_TIMEOUT_MS / 1_000} s\n${this.#output.join('\n')}`);
    });
  }

  /** The folder that PostgreSQL's data was put into: for root it lies outside of the home. */
  async #placeOfPostgres(): Promise<string> {
    const client = await this.db();
    const { rows } = await client.query<{ data: string }>(`SELECT current_setting('data_directory') AS data`);
    const data = rows[0]?.data ?? '';
    if (basename(data) !== 'data') throw new Error(`unexpected data folder "${data}"`);
    return dirname(data);
  }

  #note(bytes: Buffer): void {
    this.#output.push(...bytes.toString().trimEnd().split('\n'));
    this.#output.splice(0, this.#output.length - OUTPUT_LINES);
  }

  #fail(what: string): never {
    throw new Error([`the system ${what}`, ...this.#output].join('\n'));
  }
}

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !WITHHELD.test(name)));
}

function isEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A process that went meanwhile needs no signal. */
function signal(pid: number, kind: NodeJS.Signals): void {
  // 0 is the whole group of whoever calls: the test run itself.
  if (!(pid > 0)) throw new Error(`${pid} is no process`);
  try {
    process.kill(pid, kind);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
