import { isAtLeast, parseVersion } from './version.js';

describe('versions', () => {
  it.each([
    ['nats-server: v2.15.1', [2, 15, 1]],
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0', [7, 0, 15]],
    ['postgres (PostgreSQL) 18.4', [18, 4, 0]],
    ['no number', undefined],
  ])('reads %s', (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  it('compares part by part, not as text', () => {
    expect(isAtLeast([2, 12, 0], [2, 12])).toBe(true);
    expect(isAtLeast([2, 9, 10], [2, 12])).toBe(false);
    expect(isAtLeast([10], [9, 9])).toBe(true);
  });
});
