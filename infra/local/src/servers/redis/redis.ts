import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecrets, writePrivate } from '../../home/secrets.js';
import { launch, type Running } from '../../processes/launch.js';
import { freePort } from '../../processes/ports.js';
import { LocalServer, type ServerOptions } from '../local-server.js';
import { obtainProgram, type Program, REDIS_SERVER } from '../programs/server-program.js';

/** A redis-server of our own on 127.0.0.1. It keeps nothing on disk: whatever is in it can be made again. */
export class RedisServer extends LocalServer {
  readonly name = 'redis';

  constructor(
    port: number,
    home: string,
    private readonly program: Program,
    private readonly password: string,
  ) {
    super(port, home);
  }

  get url(): string {
    return `redis://:${this.password}@127.0.0.1:${this.port}`;
  }

  get version(): string {
    return this.program.version.join('.');
  }

  protected launch(onLine: (line: string) => void): Promise<Running> {
    const folder = join(this.home, 'redis');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const config = join(folder, 'redis.conf');
    writePrivate(config, redisConfiguration(this.port, this.password, folder));
    return launch({
      name: this.name,
      command: this.program.path,
      args: [config],
      env: { PATH: process.env.PATH ?? '', ...this.program.env },
      cwd: folder,
      stopSignal: 'SIGTERM',
      onLine,
      isReady: (line) => line.includes('Ready to accept connections'),
    });
  }
}

/** A cache with a ceiling: the least recently used goes first. */
export function redisConfiguration(port: number, password: string, folder: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'databases 64', // Each test worker takes one of its own.
    'maxmemory 64mb',
    'maxmemory-policy allkeys-lru',
    'save ""',
    'appendonly no',
    `dir "${folder}"`,
    '',
  ].join('\n');
}

/** Starts redis-server. */
export async function startRedis(options: ServerOptions): Promise<RedisServer> {
  const program = await obtainProgram(REDIS_SERVER, options.report);
  const { redis } = loadSecrets(options.home);
  const server = new RedisServer(options.port ?? (await freePort()), options.home, program, redis);
  await server.start();
  return server;
}
