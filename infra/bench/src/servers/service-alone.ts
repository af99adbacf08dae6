import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  baseEnvironment,
  databaseAddress,
  freePort,
  heapFlags,
  loadSecrets,
  prepare,
  removeData,
  serviceEnvironments,
  startServers,
  waitUntilReady,
  workspaceRoot,
  type Servers,
} from '@vividwalls/local';
import { connectBroker } from '@vividwalls/messaging';
import { cpuMs } from './process-usage.js';

const READY_WITHIN_MS = 60_000;

export interface AloneOptions {
  /** More flags for Node, such as `--cpu-prof`. */
  readonly flags?: readonly string[];
  /** Beside the environment that `npm start` gives it. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The servers as `npm start` starts them, durable, every schema and stream made, and no service yet. */
export class ServersAlone {
  private readonly children: ChildProcess[] = [];

  private constructor(
    private readonly home: string,
    readonly servers: Servers,
    readonly connection: NatsConnection,
    readonly manager: JetStreamManager,
  ) {}

  static async start(): Promise<ServersAlone> {
    const home = mkdtempSync(join(tmpdir(), 'vividwalls-bench-'));
    const servers = await startServers({ home, profile: 'durable' });
    const { postgres } = loadSecrets(home);
    const preparation = {
      databaseUrl: servers.postgres.adminUrl,
      natsUrl: servers.nats.url,
      passwords: postgres.roles,
    };
    await prepare(preparation, () => undefined, new AbortController().signal);
    const connection = await connectBroker({ url: servers.nats.url, name: 'bench' });
    return new ServersAlone(home, servers, connection, await jetstreamManager(connection));
  }

  get secrets() {
    return loadSecrets(this.home);
  }

  /** Starts one service, or one more replica of it, whole, with nobody behind it; returns when it is ready. */
  async startService(name: string, { flags = [], env = {} }: AloneOptions = {}): Promise<RunningAlone> {
    const { servers, secrets } = this;
    const port = await freePort();
    const environments = serviceEnvironments(
      { home: this.home, port, bind: '127.0.0.1', logLevel: 'warn', external: {} },
      secrets,
      {
        database: databaseAddress(servers.postgres.adminUrl),
        natsUrl: (service) => servers.nats.userUrl(service),
        redis: servers.redis.url,
      },
      { [name]: port },
      { adminKey: 'bench-admin-key-of-nobody', shopifySecrets: secrets.shopify, n8nSecret: secrets.n8n },
    );
    const child = spawn(
      process.execPath,
      [...heapFlags(false), ...flags, join(workspaceRoot, 'services', name, 'dist/main.js')],
      {
        cwd: workspaceRoot,
        env: { ...baseEnvironment(process.env), ...environments[name], VW_UPSTREAMS: '', ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    this.children.push(child);
    const url = `http://127.0.0.1:${port}`;
    const reason = await waitUntilReady(url, READY_WITHIN_MS, new AbortController().signal);
    if (reason !== undefined) throw new Error(`${name} was not ready within ${READY_WITHIN_MS / 1_000} s: ${reason}`);
    return { url, pid: child.pid!, stop: () => ended(child) };
  }

  /** Processor time so far, ms: of the service, and of the servers. */
  cpuMs({ pid }: RunningAlone): Record<'service' | 'postgres' | 'nats', number> {
    const { postgres, nats } = this.servers;
    return { service: cpuMs(pid), postgres: cpuMs(postgres.pid!), nats: cpuMs(nats.pid!) };
  }

  async stop(): Promise<void> {
    await this.connection.close();
    for (const child of this.children) await ended(child);
    await this.servers.stop();
    await removeData(this.home);
    rmSync(this.home, { recursive: true, force: true });
  }
}

export interface RunningAlone {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await gone;
}
