import { isAlive } from './alive.js';

describe('whether a process runs', () => {
  it('is known of one that does', () => expect(isAlive(process.pid)).toBe(true));

  it.each([0, -1, Number.NaN, 2 ** 31 - 1])('is denied for what is no process: %s', (pid) =>
    expect(isAlive(pid)).toBe(false),
  );
});
