import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AptSource, parseAptSources } from './apt-sources.js';

const run = promisify(execFile);

/** An index of a whole suite is some 20 MB; a slow line gets this long for it. */
const COMMAND_TIMEOUT_MS = 180_000;

/**
 * apt with lists, cache and sources of its own in one folder: it sees one suite, changes nothing on the machine, and needs
 * no root. Packages are fetched and unpacked, never installed, so their scripts do not run.
 */
export class PrivateApt {
  private constructor(
    private readonly folder: string,
    private readonly config: string,
  ) {}

  /** Sets up the folder for one suite of the archive and fetches the suite's index. */
  static async open(folder: string, archive: AptSource, suite: string): Promise<PrivateApt> {
    for (const name of ['state/lists/partial', 'cache/archives/partial'])
      await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, 'state/status'), '');
    await writeFile(join(folder, 'sources.list'), await sourceLine(folder, archive, suite));
    const config = join(folder, 'apt.conf');
    await writeFile(config, configuration(folder));
    const apt = new PrivateApt(folder, config);
    await apt.#run('apt-get', ['-qq', 'update']);
    return apt;
  }

  /** The version that this suite has of a package, or undefined. */
  async candidate(name: string): Promise<string | undefined> {
    const { stdout } = await this.#run('apt-cache', ['policy', name]);
    const version = /Candidate:\s*(\S+)/.exec(stdout)?.[1];
    return version === '(none)' ? undefined : version;
  }

  /** Names of the packages that one depends on; of alternatives the first. */
  async dependencies(name: string): Promise<string[]> {
    const { stdout } = await this.#run('apt-cache', ['depends', '--no-recommends', '--no-suggests', name]);
    return [...stdout.matchAll(/^\s+\|?(?:Pre)?Depends:\s*([a-z0-9][a-z0-9.+-]*)$/gm)].map((match) => match[1] ?? '');
  }

  /** Fetches packages and unpacks them under `target`. */
  async unpack(names: string[], target: string): Promise<void> {
    const downloads = join(this.folder, 'downloads', String(process.hrtime.bigint()));
    await mkdir(downloads, { recursive: true });
    await mkdir(target, { recursive: true });
    await this.#run('apt-get', ['-qq', 'download', ...names], downloads);
    for (const file of await readdir(downloads)) await run('dpkg', ['-x', join(downloads, file), target]);
  }

  async #run(command: string, args: string[], cwd: string = this.folder): Promise<{ stdout: string }> {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    return run(command, ['-c', this.config, ...args], {
      cwd,
      env,
      timeout: COMMAND_TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
  }
}

/** Every package archive that the machine's own apt uses. */
export async function configuredSources(etc: string = '/etc/apt'): Promise<AptSource[]> {
  const parts = join(etc, 'sources.list.d');
  const names = existsSync(parts) ? (await readdir(parts)).filter((name) => /\.(list|sources)$/.test(name)).sort() : [];
  const files = [join(etc, 'sources.list'), ...names.map((name) => join(parts, name))].filter((file) =>
    existsSync(file),
  );
  const parsed = await Promise.all(files.map(async (file) => parseAptSources(file, await readFile(file, 'utf8'))));
  return parsed.flat();
}

async function sourceLine(folder: string, archive: AptSource, suite: string): Promise<string> {
  const options = [archive.trusted ? 'trusted=yes' : ''];
  if (archive.signedBy?.includes('BEGIN PGP')) {
    const key = join(folder, 'archive-key.asc');
    await writeFile(key, `${archive.signedBy}\n`);
    options.push(`signed-by=${key}`);
  } else if (archive.signedBy) {
    options.push(`signed-by=${archive.signedBy.split(/[\s,]+/).join(',')}`);
  }
  const bracket = options.filter(Boolean).join(' ');
  return `deb ${bracket ? `[${bracket}] ` : ''}${archive.uri} ${suite} main\n`;
}

/** The hooks that a machine may run after an update (desktop notifiers, image clean-ups) are none of our business. */
function configuration(folder: string): string {
  return [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    `Dir::State "${folder}/state";`,
    `Dir::State::status "${folder}/state/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Etc::sourcelist "${folder}/sources.list";`,
    'Dir::Etc::sourceparts "-";',
    // As root apt would fetch as the user _apt, who can't write below a root-only home.
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    '',
  ].join('\n');
}
