import { execFile } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { testFolder } from '../test-run.js';
import { packedBrowser } from './packed-browser.js';

const hasOne = process.platform === 'linux' && process.arch === 'x64';

(hasOne ? it : it.skip)(
  'two workers may unpack it at once: both get the same complete one, and nothing else is left',
  async () => {
    const parent = testFolder('packed-browser');
    try {
      const [one, other] = await Promise.all([packedBrowser(parent), packedBrowser(parent)]);
      expect(one).toEqual(other);
      const again = await packedBrowser(parent);
      if (!again) throw new Error('it went away');
      expect(readdirSync(parent)).toHaveLength(1);
      const { stdout } = await promisify(execFile)(again.path, ['--version'], { env: { ...again.env } });
      expect(stdout).toMatch(/Chrom\w+ \d+\./);
      expect(readdirSync(dirname(again.path))).toEqual(expect.arrayContaining(['fonts', 'fonts.conf']));
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  },
  60_000,
);
