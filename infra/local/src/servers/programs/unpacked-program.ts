import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { archiveOf } from './apt-sources.js';
import { configuredSources, PrivateApt } from './private-apt.js';
import { isAtLeast, parseVersion, versionOf } from './version.js';
import type { Program, ServerProgram } from './server-program.js';

/** Libraries that must be the machine's own, whatever a package says: another libc beside the loader's would crash it. */
const MACHINE_LIBRARIES = /^(libc6|libgcc-s1|libstdc\+\+6|libcrypt1)$/;
/** How far to follow dependencies of dependencies before giving up on a suite. */
const LIBRARY_DEPTH = 3;

/** The program as unpacked on an earlier occasion, or undefined. */
export async function unpackedBefore(wanted: ServerProgram, folder: string): Promise<Program | undefined> {
  const root = join(folder, wanted.name);
  if (!existsSync(join(root, 'suite'))) return undefined;
  return runnable(wanted, root, `unpacked from ${(await readFile(join(root, 'suite'), 'utf8')).trim()}`);
}

/**
 * Fetches the program's packages, suite after suite, until one gives a version that is new enough and runs here.
 * The machine's own suite comes first where it is new enough; libraries that the machine lacks are unpacked beside.
 * @throws with one line for each suite tried, saying why not
 */
export async function unpackFromPackages(
  wanted: ServerProgram,
  folder: string,
  report: (message: string) => void,
): Promise<Program> {
  const own = await ownRelease();
  const sources = await configuredSources();
  const archive = archiveOf(sources, own.suite);
  if (!archive) throw new Error(`apt is not set up with the suite ${own.suite || 'of this machine'}, component main`);
  const reasons: string[] = [];
  for (const suite of [own.suite, ...(wanted.newerSuites[own.distribution] ?? [])]) {
    try {
      return await fromSuite(wanted, folder, suite, (apt) => PrivateApt.open(apt, archive, suite), report);
    } catch (error) {
      reasons.push(`${suite}: ${firstLine(error)}`);
    }
  }
  throw new Error(reasons.join('\n'));
}

async function fromSuite(
  wanted: ServerProgram,
  folder: string,
  suite: string,
  open: (folder: string) => Promise<PrivateApt>,
  report: (message: string) => void,
): Promise<Program> {
  const work = join(folder, `${wanted.name}.partial`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    report(`fetching ${wanted.name} from the packages of ${suite}`);
    const apt = await open(join(work, 'apt'));
    const version = parseVersion(((await apt.candidate(wanted.packages[0] ?? wanted.name)) ?? '').replace(/^\d+:/, ''));
    if (!version) throw new Error('it has no such package');
    if (!isAtLeast(version, wanted.minimum))
      throw new Error(`it has ${version.join('.')}, needed is ${wanted.minimum.join('.')}`);
    const root = join(work, 'root');
    await unpackWithLibraries(wanted, apt, root);
    await writeFile(join(root, 'suite'), `${suite}\n`);
    const target = join(folder, wanted.name);
    await rm(target, { recursive: true, force: true });
    await rename(root, target);
    const program = runnable(wanted, target, `unpacked from ${suite}`);
    if (!program) throw new Error('it was unpacked but does not run');
    return program;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Unpacks the program, and as long as it does not run, one more ring of the libraries it depends on. */
async function unpackWithLibraries(wanted: ServerProgram, apt: PrivateApt, root: string): Promise<void> {
  await apt.unpack([...wanted.packages], root);
  const seen = new Set<string>(wanted.packages);
  let ring = [...wanted.packages];
  for (let depth = 0; depth < LIBRARY_DEPTH && !runnable(wanted, root, ''); depth++) {
    const found = (await Promise.all(ring.map((name) => apt.dependencies(name)))).flat();
    ring = [...new Set(found)].filter(
      (name) => name.startsWith('lib') && !MACHINE_LIBRARIES.test(name) && !seen.has(name),
    );
    if (ring.length === 0) break;
    for (const name of ring) seen.add(name);
    await apt.unpack(ring, root);
  }
  if (!runnable(wanted, root, ''))
    throw new Error('its program does not run on this machine (a newer libc is needed?)');
}

function runnable(wanted: ServerProgram, root: string, origin: string): Program | undefined {
  const libraries = ['usr/lib', 'lib'].flatMap((base) => [join(root, base), ...multiarch(join(root, base))]);
  const env = { LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter) };
  for (const folder of ['usr/bin', 'usr/sbin', 'bin']) {
    const path = join(root, folder, wanted.name);
    if (!existsSync(path)) continue;
    const version = versionOf(path, { ...process.env, ...env });
    if (version && isAtLeast(version, wanted.minimum)) return { path, version, origin, env };
  }
  return undefined;
}

function multiarch(base: string): string[] {
  const cpu = ({ x64: 'x86_64', arm64: 'aarch64' } as Record<string, string>)[process.arch] ?? process.arch;
  return [join(base, `${cpu}-linux-gnu`)];
}

async function ownRelease(): Promise<{ distribution: string; suite: string }> {
  if (!existsSync('/etc/os-release')) return { distribution: '', suite: '' };
  const text = await readFile('/etc/os-release', 'utf8');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { distribution: field('ID'), suite: field('VERSION_CODENAME') };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? (error as { stderr?: string }).stderr || error.message : String(error);
  return text.trim().split('\n')[0] ?? '';
}
