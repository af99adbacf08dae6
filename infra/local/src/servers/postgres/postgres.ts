import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSecrets } from '../../home/secrets.js';
import { type Account, unprivilegedAccount } from '../../processes/account.js';
import { launch, LaunchFailed, type Running } from '../../processes/launch.js';
import { freePort } from '../../processes/ports.js';
import { LocalServer, type Profile, type ServerOptions } from '../local-server.js';
import { ADMIN_ROLE, clearStale, ensureCluster, serverEnvironment } from './cluster.js';
import { postgresPlace } from './postgres-place.js';
import { findPostgresPrograms, reachablePrograms, type PostgresPrograms } from './postgres-programs.js';
import { postgresArguments } from './settings.js';

/** After a kill -9 the server's children need a moment to notice; until then its shared memory counts as in use. */
const RESTART_ATTEMPTS = 40;
const RESTART_PAUSE_MS = 250;

/** A PostgreSQL server of our own on 127.0.0.1. */
export class PostgresServer extends LocalServer {
  readonly name = 'postgres';

  constructor(
    port: number,
    home: string,
    private readonly programs: PostgresPrograms,
    private readonly place: string,
    private readonly password: string,
    private readonly profile: Profile,
    private readonly account: Account | undefined,
  ) {
    super(port, home);
  }

  /** The administrator's address, of the database `postgres`. */
  get adminUrl(): string {
    return `postgres://${ADMIN_ROLE}:${this.password}@127.0.0.1:${this.port}/postgres`;
  }

  get version(): string {
    return this.programs.version.join('.');
  }

  /** Stops it and removes all its data. */
  async destroy(): Promise<void> {
    await this.stop();
    if (existsSync(this.place)) await rm(this.place, { recursive: true, force: true });
  }

  protected async launch(onLine: (line: string) => void): Promise<Running> {
    const data = await ensureCluster(this.programs, this.place, this.password, this.profile, this.account);
    await clearStale(data);
    for (let attempt = 1; ; attempt++) {
      try {
        return await launch({
          name: this.name,
          command: join(this.programs.folder, 'bin', 'postgres'),
          args: postgresArguments(data, this.port, this.profile),
          env: serverEnvironment(this.place),
          cwd: this.place,
          account: this.account,
          stopSignal: 'SIGINT', // "Fast": ends sessions, writes a checkpoint. SIGTERM would wait for every client to leave.
          onLine,
          isReady: (line) => line.includes('database system is ready to accept connections'),
        });
      } catch (error) {
        const isHeld = error instanceof LaunchFailed && error.message.includes('shared memory block');
        if (!isHeld || attempt >= RESTART_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
      }
    }
  }
}

/** Starts PostgreSQL with its data in (or, as root, belonging to) `options.home`. */
export async function startPostgres(options: ServerOptions): Promise<PostgresServer> {
  const { instance, postgres } = loadSecrets(options.home);
  const account = unprivilegedAccount();
  const found = findPostgresPrograms();
  const programs = account ? await reachablePrograms(found, account) : found;
  const place = postgresPlace(options.home, instance, options.profile, account);
  const port = options.port ?? (await freePort());
  const server = new PostgresServer(port, options.home, programs, place, postgres.admin, options.profile, account);
  await server.start();
  return server;
}
