import { randomBytes } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freePort, startTestNats, testFolder } from '@vividwalls/testing';
import { join } from 'node:path';
import { launch } from '../processes/launch.js';
import { NATS_ADMIN } from '../servers/nats/permissions.js';
import { NATS_SERVER, obtainProgram } from '../servers/programs/server-program.js';
import { services } from '../services.js';
import { workspaceRoot } from '../workspace.js';

/** A broker with the users and rights of one of the ways to run the system. */
export interface BrokerUnderTest {
  readonly adminUrl: string;
  /** A connection as a service makes it, with that service's rights. */
  as(user: string): Promise<NatsConnection>;
  stop(): Promise<unknown>;
}

/** As `npm start` runs it. */
export async function localBroker(): Promise<BrokerUnderTest> {
  const nats = await startTestNats();
  return brokerAt(nats.url, nats.userUrl.bind(nats), () => nats.stop());
}

/**
 * As docker-compose.yml runs it: infra/compose/nats.conf itself, passwords in the environment. Address, ports and store are
 * this machine's: options of the command line win over the file.
 */
export async function composeBroker(): Promise<BrokerUnderTest> {
  const program = await obtainProgram(NATS_SERVER);
  const [port, httpPort, folder] = [await freePort(), await freePort(), testFolder('compose-nats')];
  const users = [NATS_ADMIN, ...services.map(({ name }) => name)];
  // A password that begins with a digit would be read as a number; those of make-env.mjs begin with a letter too.
  const passwords = Object.fromEntries(users.map((user) => [user, `s${randomBytes(12).toString('hex')}`]));
  const environment = users.map((user) => [`NATS_${user.toUpperCase()}_PASSWORD`, passwords[user]]);
  const config = join(workspaceRoot, 'infra', 'compose', 'nats.conf');
  const running = await launch({
    name: 'nats of compose',
    command: program.path,
    args: ['-c', config, '-a', '127.0.0.1', '-p', String(port), '-m', String(httpPort), '-sd', folder],
    env: { PATH: process.env.PATH ?? '', ...program.env, ...(Object.fromEntries(environment) as NodeJS.ProcessEnv) },
    cwd: folder,
    stopSignal: 'SIGTERM',
    onLine: () => undefined,
    isReady: (line) => line.includes('Server is ready'),
  });
  const url = (user: string): string => `nats://${user}:${passwords[user]}@127.0.0.1:${port}`;
  return brokerAt(url(NATS_ADMIN), url, () => running.stop(STOP_GRACE_MS));
}

const STOP_GRACE_MS = 5_000;

function brokerAt(
  adminUrl: string,
  url: (user: string) => string,
  stopServer: () => Promise<unknown>,
): BrokerUnderTest {
  const open: NatsConnection[] = [];
  return {
    adminUrl,
    async as(user) {
      const { host, password } = new URL(user === NATS_ADMIN ? adminUrl : url(user));
      const connection = await connect({
        servers: host,
        user,
        pass: password,
        inboxPrefix: `_INBOX_${user}`,
        reconnect: false,
      });
      open.push(connection);
      return connection;
    },
    async stop() {
      await Promise.all(open.map((connection) => connection.close()));
      await stopServer();
    },
  };
}
