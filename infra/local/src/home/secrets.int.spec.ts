import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';
import { services } from '../services.js';
import { loadAdminKey, loadSecrets } from './secrets.js';

const mode = (path: string): number => statSync(path).mode & 0o777;

describe('secrets', () => {
  it('are made once, for every service, and for the owner’s eyes only', () => {
    const home = join(testFolder('home'), 'new');
    const first = loadSecrets(home);
    expect(mode(home)).toBe(0o700);
    expect(mode(join(home, 'secrets.json'))).toBe(0o600);
    expect(Object.keys(first.postgres.roles)).toEqual(services.map(({ name }) => name));
    const all = JSON.stringify(first).match(/[0-9a-f]{48}/g) ?? [];
    expect(new Set(all).size).toBe(all.length);
    expect(loadSecrets(home)).toEqual(first);
  });

  it('keep what is there and add what a new service needs', () => {
    const home = testFolder('home');
    const before = loadSecrets(home);
    const { finance: _removed, ...users } = before.nats.users;
    writeFileSync(join(home, 'secrets.json'), JSON.stringify({ ...before, nats: { ...before.nats, users } }));
    const after = loadSecrets(home);
    expect(after.nats.users).toMatchObject(users);
    expect(after.nats.users.finance).toMatch(/^[0-9a-f]{48}$/);
  });

  it('mend modes that were opened', () => {
    const home = testFolder('home');
    loadSecrets(home);
    chmodSync(home, 0o755);
    chmodSync(join(home, 'secrets.json'), 0o644);
    loadSecrets(home);
    expect(mode(home)).toBe(0o700);
    expect(mode(join(home, 'secrets.json'))).toBe(0o600);
  });

  it('keep the admin key, unless the environment names another', () => {
    const home = testFolder('home');
    const made = loadAdminKey(home, undefined);
    expect(made).toMatch(/^vw_admin_/);
    expect(loadAdminKey(home, undefined)).toBe(made);
    expect(loadAdminKey(home, 'a-key-of-my-own')).toBe('a-key-of-my-own');
    expect(loadAdminKey(home, undefined)).toBe('a-key-of-my-own');
    expect(readFileSync(join(home, 'admin-key'), 'utf8')).toBe('a-key-of-my-own\n');
    expect(mode(join(home, 'admin-key'))).toBe(0o600);
  });
});
