import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { Settings } from '../home/settings.js';
import { unprivilegedAccount } from '../processes/account.js';
import { findPostgresPrograms } from '../servers/postgres/postgres-programs.js';
import { findProgram, NATS_SERVER, REDIS_SERVER, type ServerProgram } from '../servers/programs/server-program.js';
import { type Finding, fail, ok, warn } from './finding.js';

const CONNECT_TIMEOUT_MS = 3_000;

/** Where each server would come from, without fetching anything. */
export async function serverFindings({ external }: Settings): Promise<Finding[]> {
  return Promise.all([
    external.postgres ? reachable('postgres', 'DATABASE_URL', external.postgres, 5432) : postgres(),
    external.nats ? reachable('nats', 'NATS_URL', external.nats, 4222) : program('nats', NATS_SERVER),
    external.redis ? reachable('redis', 'REDIS_URL', external.redis, 6379) : program('redis', REDIS_SERVER),
  ]);
}

function postgres(): Finding {
  try {
    const { version, origin } = findPostgresPrograms();
    const account = unprivilegedAccount();
    return ok('postgres', `${version.join('.')} ${origin}${account ? `, running as ${account.name}` : ''}`);
  } catch (error) {
    const [what, ...ways] = String(error instanceof Error ? error.message : error).split('\n');
    return fail('postgres', what ?? '', ways.join('\n'));
  }
}

async function program(subject: string, wanted: ServerProgram): Promise<Finding> {
  const found = await findProgram(wanted);
  if (found) return ok(subject, `${found.version.join('.')} ${found.origin} (${found.path})`);
  const minimum = wanted.minimum.join('.');
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const hasApt = existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg');
  const ways = `install ${wanted.name} ${minimum} or later, or set ${wanted.urlVariable}, or use docker compose up`;
  if (!hasApt)
    return fail(subject, `not on the PATH in version ${minimum} or later, and there is no apt to fetch it with`, ways);
  const distribution = /^ID="?([^"\n]+)/m.exec(release)?.[1] ?? '';
  const suites = ['this machine’s own suite', ...(wanted.newerSuites[distribution] ?? [])].join(', ');
  return warn(
    subject,
    `not here yet; the first start unpacks it from packages (${suites})`,
    `nothing to do; if that fails: ${ways}`,
  );
}

function reachable(subject: string, variable: string, address: string, defaultPort: number): Promise<Finding> {
  const { hostname, port } = new URL(address.split(',')[0] ?? '');
  const place = `${hostname}:${port || defaultPort}`;
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port || defaultPort), timeout: CONNECT_TIMEOUT_MS });
    const end = (finding: Finding): void => {
      socket.destroy();
      resolve(finding);
    };
    const unreachable = (why: string): void =>
      end(fail(subject, `${place} from ${variable}: ${why}`, `start it, or unset ${variable}`));
    socket.once('connect', () => end(ok(subject, `yours at ${place} (${variable})`)));
    socket.once('timeout', () => unreachable('no answer'));
    socket.once('error', (error) => unreachable(error.message));
  });
}
