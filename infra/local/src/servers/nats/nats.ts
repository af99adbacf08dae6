import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecrets, type Secrets, writePrivate } from '../../home/secrets.js';
import { commandLine, endForeign, isAlive } from '../../processes/alive.js';
import { launch, type Running } from '../../processes/launch.js';
import { freePort } from '../../processes/ports.js';
import { LocalServer, type ServerOptions } from '../local-server.js';
import { NATS_SERVER, obtainProgram, type Program } from '../programs/server-program.js';
import type { ClusterMember } from './cluster-member.js';
import { natsConfiguration } from './configuration.js';
import { NATS_ADMIN } from './permissions.js';

const STOP_GRACE_MS = 10_000;

/** A nats-server of our own on 127.0.0.1, with JetStream and one user for each service. */
export class NatsServer extends LocalServer {
  /** Also its folder's: the members of a cluster share a home. */
  readonly name: string;

  constructor(
    port: number,
    home: string,
    private readonly program: Program,
    private readonly passwords: Secrets['nats'],
    private readonly member?: ClusterMember,
  ) {
    super(port, home);
    this.name = member?.name ?? 'nats';
  }

  /** The administrator's address. */
  get url(): string {
    return this.#address(NATS_ADMIN, this.passwords.admin);
  }

  get version(): string {
    return this.program.version.join('.');
  }

  /** The address with a service's own rights. */
  userUrl(service: string): string {
    const password = this.passwords.users[service];
    if (!password) throw new Error(`NATS has no user ${service}: add the service to infra/local/src/services.ts`);
    return this.#address(service, password);
  }

  protected async launch(onLine: (line: string) => void): Promise<Running> {
    const folder = join(this.home, this.name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await endForgotten(folder);
    const config = join(folder, 'nats.conf');
    const { port, passwords, member } = this;
    writePrivate(config, natsConfiguration({ folder, port, passwords, member }));
    return launch({
      name: this.name,
      command: this.program.path,
      args: ['-c', config],
      env: { PATH: process.env.PATH ?? '', ...this.program.env },
      cwd: folder,
      stopSignal: 'SIGTERM',
      onLine,
      isReady: (line) => line.includes('Server is ready'),
    });
  }

  #address(user: string, password: string): string {
    return `nats://${user}:${password}@127.0.0.1:${this.port}`;
  }
}

/** Two servers on one store would ruin it: a server whose supervisor was killed is stopped first. */
async function endForgotten(folder: string): Promise<void> {
  const pidFile = join(folder, 'nats.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  if (pid > 0 && isAlive(pid) && commandLine(pid).includes(folder)) await endForeign(pid, 'SIGTERM', STOP_GRACE_MS);
  rmSync(pidFile, { force: true });
}

export interface NatsOptions extends ServerOptions {
  /** Its place in a cluster, whose members all have the same home. */
  member?: ClusterMember | undefined;
}

/**
 * Starts nats-server with its store in `options.home`. A member of a cluster is up before the cluster is: JetStream answers
 * once a majority of the members have elected a leader.
 */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const program = await obtainProgram(NATS_SERVER, options.report);
  const { nats } = loadSecrets(options.home);
  const server = new NatsServer(options.port ?? (await freePort()), options.home, program, nats, options.member);
  await server.start();
  return server;
}
