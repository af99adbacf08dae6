import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRunFile } from '../home/run-file.js';
import type { Settings } from '../home/settings.js';
import { isPortFree } from '../processes/ports.js';
import { portOwner } from '../processes/port-owner.js';
import { ROOT_STATE_FOLDER } from '../servers/postgres/postgres-programs.js';
import { askReady } from '../start/health.js';
import { type Finding, fail, ok, warn } from './finding.js';

/** The home, its secrets, the public port, and whether a system runs. */
export async function homeFindings(settings: Settings): Promise<Finding[]> {
  const { home } = settings;
  return [folder(home), ...secrets(home), ...forgottenData(), await port(settings), await running(home)];
}

function folder(home: string): Finding {
  let nearest = home;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
  } catch {
    return fail(
      'home',
      `${home} can't be written to`,
      `make ${nearest} writable for you, or set VW_HOME to a folder of your own`,
    );
  }
  return ok('home', existsSync(home) ? home : `${home} (made at the first start)`);
}

function secrets(home: string): Finding[] {
  if (!existsSync(join(home, 'secrets.json'))) return [ok('secrets', 'made at the first start')];
  const modes: [string, number][] = [
    ['.', 0o700],
    ['secrets.json', 0o600],
    ['admin-key', 0o600],
  ];
  const findings = modes.flatMap(([name, mode]) => {
    const path = join(home, name);
    if (!existsSync(path)) return [];
    const found = statSync(path).mode & 0o777;
    return (found & ~mode) === 0
      ? []
      : [
          fail(
            'secrets',
            `${path} has mode ${found.toString(8)}: others may read it`,
            `chmod ${mode.toString(8)} ${path}`,
          ),
        ];
  });
  try {
    JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8'));
  } catch (error) {
    findings.push(
      fail(
        'secrets',
        `secrets.json is not readable: ${String(error)}`,
        'restore it from a backup, or start with --fresh after removing it',
      ),
    );
  }
  return findings.length > 0 ? findings : [ok('secrets', 'present, for your eyes only')];
}

/** As root, data lies outside of the home; when a home is removed by hand its data stays behind. */
function forgottenData(): Finding[] {
  if (process.getuid?.() !== 0 || !existsSync(ROOT_STATE_FOLDER)) return [];
  return readdirSync(ROOT_STATE_FOLDER).flatMap((name) => {
    const place = join(ROOT_STATE_FOLDER, name);
    const marker = join(place, 'home');
    if (!existsSync(marker)) return [];
    const home = readFileSync(marker, 'utf8').trim();
    const current =
      existsSync(join(home, 'secrets.json')) && readFileSync(join(home, 'secrets.json'), 'utf8').includes(name);
    return current
      ? []
      : [warn('data', `${place} belonged to ${home}, which is gone`, `if you do not miss it: rm -r ${place}`)];
  });
}

async function port({ home, port: wanted, bind }: Settings): Promise<Finding> {
  if (readRunFile(home)?.url.endsWith(`:${wanted}`)) return ok('port', `${wanted} is used by this system`);
  if (await isPortFree(wanted, bind)) return ok('port', `${wanted} is free`);
  const owner = portOwner(wanted);
  return fail(
    'port',
    `${wanted} is taken${owner ? ` by process ${owner.pid} (${owner.command.slice(0, 80)})` : ''}`,
    'stop that one, or set PORT to another',
  );
}

async function running(home: string): Promise<Finding> {
  const run = readRunFile(home);
  if (!run) return ok('system', 'not running (npm start)');
  const { ready, reason } = await askReady(run.url);
  if (ready) return ok('system', `running at ${run.url}, healthy`);
  if (run.state === 'starting') return warn('system', `starting at ${run.url}`, 'wait a little and ask again');
  return fail('system', `running at ${run.url}, not healthy: ${reason}`, `look into ${join(home, 'logs')}`);
}
