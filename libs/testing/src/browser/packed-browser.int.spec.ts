import { execFile } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { testFolder } from '../test-run.js';
import { packedBrowser } from './packed-browser.js';

/** Where the package has a program. */
const HAS_ONE = process.platform === 'linux' && process.arch === 'x64';

it('two workers may unpack it at once: both get the same complete one, and nothing else is left', async () => {
  const parent = testFolder('packed-browser');
  try {
    const [one, other] = await Promise.all([packedBrowser(parent), packedBrowser(parent)]);
    expect(one).toEqual(other);
    expect(one !== undefined).toBe(HAS_ONE);
    const again = await packedBrowser(parent);
    if (!again) return;
    expect(readdirSync(parent)).toHaveLength(1);
    const { stdout } = await promisify(execFile)(again.path, ['--version'], { env: { ...again.env } });
    expect(stdout).toMatch(/Chrom\w+ \d+\./);
    expect(readdirSync(dirname(again.path))).toEqual(expect.arrayContaining(['fonts', 'fonts.conf']));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}, 120_000);
