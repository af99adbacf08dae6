import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';
import { findProgram, obtainProgram, type ServerProgram } from './server-program.js';

const WANTED: ServerProgram = {
  name: 'vw-imaginary-server',
  minimum: [3, 1],
  packages: ['vw-imaginary-server'],
  newerSuites: {},
  urlVariable: 'IMAGINARY_URL',
};

function install(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, WANTED.name);
  writeFileSync(path, `#!/bin/sh\necho "server v${version}"\n`);
  chmodSync(path, 0o755);
}

describe('finding a server program', () => {
  const pathBefore = process.env.PATH;
  afterEach(() => {
    process.env.PATH = pathBefore;
  });

  it('passes over one on the PATH that is too old and takes the next', async () => {
    const [old, recent, unpacked] = ['old', 'recent', 'unpacked'].map((name) => testFolder(name)) as [
      string,
      string,
      string,
    ];
    install(old, '3.0.9');
    install(recent, '3.1.0');
    process.env.PATH = `${old}:${recent}:${pathBefore}`;
    expect(await findProgram(WANTED, unpacked)).toMatchObject({ path: join(recent, WANTED.name), version: [3, 1, 0] });
    process.env.PATH = `${old}:${pathBefore}`;
    expect(await findProgram(WANTED, unpacked)).toBeUndefined();
  });

  it('takes one that was unpacked before, and lets it find libraries beside it', async () => {
    const folder = testFolder('unpacked');
    install(join(folder, WANTED.name, 'usr/sbin'), '4.0.0');
    writeFileSync(join(folder, WANTED.name, 'suite'), 'forky\n');
    const found = await obtainProgram(WANTED, undefined, folder);
    expect(found.origin).toBe('unpacked from forky');
    expect(found.env.LD_LIBRARY_PATH).toContain(join(folder, WANTED.name, 'usr/lib'));
  });

  it('names the three ways out when there is none', async () => {
    // Nothing is set up as an archive here as far as this program's name goes, so no package can be had.
    const attempt = obtainProgram(
      { ...WANTED, packages: ['vw-imaginary-server-that-nobody-packages'] },
      undefined,
      testFolder('none'),
    );
    await expect(attempt).rejects.toThrow(/on the PATH[\s\S]*IMAGINARY_URL[\s\S]*docker compose up/);
  }, 120_000);
});
