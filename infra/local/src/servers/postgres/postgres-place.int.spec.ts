import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';
import { unprivilegedAccount } from '../../processes/account.js';
import { postgresPlace, removeForgottenTemporaries } from './postgres-place.js';

const account = unprivilegedAccount();

describe('the place of PostgreSQL’s data', () => {
  it('lies in the home of an ordinary user, and for root where the other user can reach it', () => {
    const home = testFolder('home');
    const place = postgresPlace(home, `spec-${process.pid}-a`, 'durable', account);
    expect(place.startsWith(home)).toBe(account === undefined);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    if (account) expect(statSync(place).uid).toBe(account.uid);
    rmSync(home, { recursive: true });
    removeForgottenTemporaries();
    expect(existsSync(place)).toBe(false);
  });

  it('is not shared with a copy of the home', () => {
    if (!account) return; // An ordinary user's data was copied along.
    const [original, copy] = [testFolder('home'), testFolder('home')];
    const instance = `spec-${process.pid}-b`;
    const place = postgresPlace(original, instance, 'durable', account);
    mkdirSync(join(original, 'secrets.json')); // Stands for the file: the original is in use.
    expect(() => postgresPlace(copy, instance, 'durable', account)).toThrow(/seems to be a copy/);
    removeForgottenTemporaries();
    expect(existsSync(place)).toBe(true);
    rmSync(original, { recursive: true });
    removeForgottenTemporaries();
    expect(existsSync(place)).toBe(false);
  });
});
