import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { workspaceRoot } from '@vividwalls/local';

export interface BrowserProgram {
  readonly path: string;
  /** Added to its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** 67 MB of Brotli take 3 s; a machine that runs other specs needs more. */
const UNPACK_TIMEOUT_MS = 120_000;

/**
 * The Chromium of the package @sparticuz/chromium, unpacked beside the servers' programs on first use (215 MB) and shared
 * by all workers and runs. Besides the browser it holds the libraries that a bare Debian lacks (NSS, expat) and a font.
 * @returns undefined on machines that the package has no program for
 */
export async function packedBrowser(
  parent = join(workspaceRoot, '.vividwalls', 'browser'),
): Promise<BrowserProgram | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
  const folder = join(parent, (JSON.parse(manifest) as { version: string }).version);
  if (!existsSync(folder)) await unpack(entry, folder);
  return {
    path: join(folder, 'chromium'),
    // Always its own libraries, so that it runs alike on every machine, and its own list of fonts besides the machine's.
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/**
 * Two workers may come here at once. Each unpacks into a folder of its own, and the first that is done gives it its name: a
 * folder that has the name is complete.
 */
async function unpack(entry: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}.unpacking-`);
  try {
    // The package unpacks into the temporary folder, whichever that is, and its libraries only where it takes the machine
    // for Amazon's. Both are said by variables, which is why a process of its own does it.
    const program = `await (await import(${JSON.stringify(pathToFileURL(entry).href)})).default.executablePath()`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { PATH: process.env.PATH, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
      timeout: UNPACK_TIMEOUT_MS,
    });
    await stat(join(staging, 'al2023', 'lib', 'libnss3.so')); // Should a later version of the package do it in another way.
    await writeFile(join(staging, 'fonts.conf'), fontsOf(folder));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The machine's fonts, where it has any, and the package's, which come last: then text is never without one. */
function fontsOf(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    '  <dir>/usr/share/fonts</dir>',
    `  <dir>${join(folder, 'fonts')}</dir>`,
    `  <cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n');
}
