import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { testFolder } from '@vividwalls/testing';
import { workspaceRoot } from '../workspace.js';

const make = (path: string): void => {
  execFileSync(process.execPath, [join(workspaceRoot, 'infra/compose/make-env.mjs'), path]);
};

describe('infra/compose/make-env.mjs', () => {
  it('replaces every placeholder by a secret of its own, for its owner only', () => {
    const path = join(testFolder('env'), '.env');
    make(path);
    const values = parseEnv(readFileSync(path, 'utf8'));
    expect(Object.values(values)).not.toContain('change-me');
    expect(values.VW_INTERNAL_SECRET?.length).toBeGreaterThanOrEqual(32);
    // NATS would read a password that begins with a digit as a number.
    for (const [name, value] of Object.entries(values)) if (name.startsWith('NATS_')) expect(value).toMatch(/^[a-z]/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps what is there and adds what is missing', () => {
    const path = join(testFolder('env'), '.env');
    writeFileSync(path, 'POSTGRES_PASSWORD=mine\nPORT=9000\n');
    make(path);
    const first = readFileSync(path, 'utf8');
    expect(parseEnv(first)).toMatchObject({ POSTGRES_PASSWORD: 'mine', PORT: '9000' });
    expect(first.match(/^PORT=/gm)).toHaveLength(1);
    make(path);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });
});
