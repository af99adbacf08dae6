import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import colors from 'picocolors';
import { readDemoState, writeDemoState } from '../home/demo-state.js';
import { rememberedPorts } from '../home/remembered-ports.js';
import { removeRunFile, type RunFile, writeRunFile } from '../home/run-file.js';
import { loadAdminKey, loadSecrets } from '../home/secrets.js';
import type { Settings } from '../home/settings.js';
import { databaseAddress } from '../prepare/addresses.js';
import { services } from '../services.js';
import type { ServerKind } from '../servers/start-servers.js';
import { workspaceRoot } from '../workspace.js';
import { AgentsDemo, demoEnvironment } from './agents-demo.js';
import { areBooksEmpty, playDemo } from './demo.js';
import { makeDemoPlans } from './demo-plans.js';
import { ErrorSummary } from './error-summary.js';
import { waitUntilReady } from './health.js';
import type { StartOptions } from './options.js';
import { LiveDemo } from './live-demo.js';
import { prepare } from './preparation.js';
import { assertPublicPort } from './port-taken.js';
import type { Screen } from './screen.js';
import { baseEnvironment, heapFlags, serviceEnvironments } from './service-environment.js';
import { openServers, type ServerSet } from './server-set.js';
import { watchServer } from './server-watch.js';
import { Supervised } from './supervised.js';
import { welcome } from './welcome.js';

/** Seven seconds on two busy cores is normal; a service that is not ready after this is not going to be. */
const READY_TIMEOUT_MS = 60_000;
/** Name of the process that hosts all services. */
const SINGLE = 'services';
/** Where the demo's workflow listens that breaks. */
const WORKFLOW = 'demo-workflow';
const SERVER_KINDS: readonly ServerKind[] = ['postgres', 'nats', 'redis'];

/**
 * Everything that runs from one home. `start` brings up servers, then services, then (once) the demo; `stop` takes them down
 * in the opposite order, from whatever point `start` had reached.
 */
export class System {
  #servers: ServerSet | undefined;
  readonly #services: Supervised[] = [];
  readonly #endWatches: (() => void)[] = [];
  #run: RunFile | undefined;
  #portOf: Record<string, number> = {};
  #agentsDemo: AgentsDemo | undefined;
  #liveDemo: LiveDemo | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly options: StartOptions,
    private readonly screen: Screen,
    private readonly stopping: AbortSignal,
  ) {
    setMaxListeners(0, stopping);
  }

  async start(): Promise<void> {
    const { settings, screen } = this;
    await assertPublicPort(settings.port, settings.bind);
    const secrets = loadSecrets(settings.home);
    const ports = await this.#ports();
    this.#portOf = ports;
    const door = {
      adminKey: loadAdminKey(settings.home, settings.adminKey),
      shopifySecrets: settings.shopifySecrets ?? secrets.shopify,
      n8nSecret: settings.n8nSecret ?? secrets.n8n,
    };
    await this.#step('Servers', async (say) => {
      this.#servers = await openServers(settings, ports, say);
      for (const server of this.#servers.own) this.#endWatches.push(watchServer(server, this));
      return this.#servers.summary;
    });
    const servers = this.#servers as unknown as ServerSet;
    await this.#step('Schemas, migrations and streams', (say) =>
      prepare(
        { databaseUrl: servers.adminUrl, natsUrl: servers.natsAdminUrl, passwords: secrets.postgres.roles },
        say,
        this.stopping,
      ),
    );
    const database = databaseAddress(servers.adminUrl);
    const environments = serviceEnvironments(settings, secrets, { ...servers, database }, ports, door);
    if (this.#mayPlay) {
      const workflow = demoEnvironment(process.env, ports[WORKFLOW] ?? 0, door.n8nSecret);
      environments['orchestration'] = { ...environments['orchestration'], ...workflow };
    }
    this.#run = {
      pid: process.pid,
      startedAt: new Date().toISOString(),
      state: 'starting',
      single: this.options.single,
      url: baseUrl(settings.bind, settings.port),
      ...door,
      servers: {},
      services: {},
    };
    await this.#step('Services', async (say) => {
      await this.#startServices(environments);
      await Promise.all(services.map(({ name }) => this.#awaitReady(name, ports[name] ?? 0, say)));
      return services.map(({ name }) => name).join(', ');
    });
    await this.#demo();
    this.#run.state = 'ready';
    this.#saveRun();
    const isPlaying = this.#mayPlay && readDemoState(settings.home) === 'begun';
    const isLive = this.#isDemoHome;
    screen.note(welcome(this.#run, settings.home, { agents: isPlaying, live: isLive }));
    if (isLive) {
      this.#liveDemo = new LiveDemo(settings.home, screen);
      await this.#liveDemo.start();
    }
    if (!isPlaying) return;
    this.#agentsDemo = new AgentsDemo(settings.home, screen);
    await this.#agentsDemo.start(ports[WORKFLOW] ?? 0);
  }

  /** Services first, each given time to finish what it does, then the servers they use. */
  async stop(): Promise<void> {
    if (this.#run) {
      this.#run.state = 'stopping';
      this.#saveRun();
    }
    for (const end of this.#endWatches) end();
    // First: it gives back an agent's executor, for which the services must be there.
    await Promise.all([this.#agentsDemo?.stop(), this.#liveDemo?.stop()]);
    await Promise.all(this.#services.map((service) => service.stop()));
    await Promise.all((this.#servers?.own ?? []).map((server) => server.stop()));
    removeRunFile(this.settings.home);
  }

  /** At once, without asking anybody: nothing that was acknowledged is lost by this. */
  async kill(): Promise<void> {
    for (const end of this.#endWatches) end();
    await Promise.all([
      this.#agentsDemo?.kill(),
      this.#liveDemo?.kill(),
      ...this.#services.map((service) => service.kill()),
      ...(this.#servers?.own ?? []).map((s) => s.kill9()),
    ]);
    removeRunFile(this.settings.home);
  }

  onDown(server: { name: string }, how: string): void {
    this.screen.warn(`${server.name} ${how}; starting it again`);
  }

  onUp(server: { name: string }): void {
    this.screen.note(`${colors.green('✓')} ${server.name} is back`);
    this.#saveRun();
  }

  async #ports(): Promise<Record<string, number>> {
    const inner = services.filter(({ isDoor }) => !isDoor).map(({ name }) => name);
    const own = SERVER_KINDS.filter((kind) => this.settings.external[kind] === undefined);
    const demo = this.#mayPlay ? [WORKFLOW] : [];
    const ports = await rememberedPorts(this.settings.home, [...own, ...inner, ...demo]);
    return {
      ...ports,
      ...Object.fromEntries(services.filter(({ isDoor }) => isDoor).map(({ name }) => [name, this.settings.port])),
    };
  }

  async #step(title: string, work: (say: (detail: string) => void) => Promise<string | void>): Promise<void> {
    this.stopping.throwIfAborted();
    await this.screen.step(title, work);
    this.stopping.throwIfAborted();
  }

  async #startServices(environments: Record<string, Record<string, string>>): Promise<void> {
    const base = baseEnvironment(process.env);
    if (this.options.single) {
      const all = this.#supervise(SINGLE, join('infra', 'local', 'dist', 'single.js'), {
        ...base,
        VW_SERVICES: JSON.stringify(environments),
      });
      return all.start();
    }
    await Promise.all(
      services.map(({ name }) =>
        this.#supervise(name, join('services', name, 'dist', 'main.js'), { ...base, ...environments[name] }).start(),
      ),
    );
  }

  #supervise(name: string, program: string, env: NodeJS.ProcessEnv): Supervised {
    const summary = new ErrorSummary((text) => this.screen.note(`${colors.red('✗')} ${name}: ${text}`));
    const logPath = join(this.settings.home, 'logs', `${name}.log`);
    const service = new Supervised({
      name,
      command: process.execPath,
      args: [...heapFlags(this.options.single), join(workspaceRoot, program)],
      env,
      cwd: workspaceRoot,
      logPath,
      onLine: (line) => summary.see(line, Date.now()),
      onCrash: ({ code, signal }, delayMs) =>
        this.screen.warn(
          `${name} ended with ${signal ?? `code ${code}`}; again in ${(delayMs / 1000).toFixed(1)} s (${logPath})`,
        ),
      onStarted: () => this.#saveRun(),
    });
    this.#services.push(service);
    return service;
  }

  async #awaitReady(name: string, port: number, say: (detail: string) => void): Promise<void> {
    const reason = await waitUntilReady(this.#healthUrl(name, port), READY_TIMEOUT_MS, this.stopping);
    this.stopping.throwIfAborted();
    if (reason === undefined) return say(`${name} is ready`);
    const log = join(this.settings.home, 'logs', `${this.options.single ? SINGLE : name}.log`);
    throw new Error(`${name} was not ready within ${READY_TIMEOUT_MS / 1000} s: ${reason}\nIts log: ${log}`);
  }

  #healthUrl(name: string, port: number): string {
    const isDoor = services.some((service) => service.name === name && service.isDoor);
    return isDoor ? baseUrl(this.settings.bind, port) : `http://127.0.0.1:${port}`;
  }

  /** Whether some of the demo may still be to be played here. */
  get #mayPlay(): boolean {
    return this.options.demo && readDemoState(this.settings.home) !== 'done';
  }

  /** Whether the books of this home are the demo's: no made-up order may come into those of a real shop. */
  get #isDemoHome(): boolean {
    return this.options.demo && readDemoState(this.settings.home) !== 'none';
  }

  async #demo(): Promise<void> {
    const run = this.#run;
    if (!run || !this.options.demo || !(await areBooksEmpty(run.url, run.adminKey))) return;
    // Kept before it is played: whoever interrupts it finds the agents' part going on after the next start.
    writeDemoState(this.settings.home, 'begun');
    this.screen.note('The books are empty: playing three days of a print shop’s trade.');
    const planless = await makeDemoPlans(run.url, run.adminKey, new Date());
    if (planless) this.screen.warn(`The demo has no commission plans: ${planless}`);
    const failure = await playDemo(this.settings.home, this.stopping);
    this.stopping.throwIfAborted();
    if (failure) this.screen.warn(`The demo was not played to its end: ${failure}`);
  }

  #saveRun(): void {
    if (!this.#run || !this.#servers) return;
    this.#run.servers = this.#servers.parts();
    const pids = new Map(this.#services.map(({ options, pid }) => [options.name, pid]));
    this.#run.services = Object.fromEntries(
      services.map(({ name }) => [
        name,
        { pid: pids.get(name) ?? pids.get(SINGLE), port: this.#portOf[name], own: true },
      ]),
    );
    writeRunFile(this.settings.home, this.#run);
  }
}

/** An address a person on this machine can open, whatever the door listens on. */
function baseUrl(bind: string, port: number): string {
  const isAny = bind === '0.0.0.0' || bind === '::';
  return `http://${isAny ? '127.0.0.1' : bind.includes(':') ? `[${bind}]` : bind}:${port}`;
}
