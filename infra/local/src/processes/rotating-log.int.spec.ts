import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@vividwalls/testing';
import { RotatingLog } from './rotating-log.js';

describe('a rotating log', () => {
  it('goes on in a new file when full and keeps the one before', () => {
    const path = join(testFolder('log'), 'deep', 'service.log');
    const log = new RotatingLog(path, 20);
    for (let number = 1; number <= 7; number++) log.write(`line ${number}..`);
    log.close();
    log.write('after the end');
    expect(readFileSync(path, 'utf8')).toBe('line 7..\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('line 4..\nline 5..\nline 6..\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('goes on where an earlier process ended', () => {
    const path = join(testFolder('log'), 'service.log');
    for (const word of ['one', 'two']) {
      const log = new RotatingLog(path);
      log.write(word);
      log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });
});
