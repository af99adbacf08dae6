import fc from 'fast-check';
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS, restartDelayMs } from './backoff.js';

describe('delay before a restart', () => {
  it('is short at first and doubles', () => {
    expect(restartDelayMs(1, 1 - 1e-9)).toBe(BACKOFF_FIRST_MS);
    expect(restartDelayMs(3, 1 - 1e-9)).toBe(4 * BACKOFF_FIRST_MS);
    expect(restartDelayMs(1, 0)).toBe(BACKOFF_FIRST_MS / 2);
  });

  it('stays within its limits however often it failed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, chance) => {
          const delay = restartDelayMs(failures, chance);
          return delay >= BACKOFF_FIRST_MS / 2 && delay <= BACKOFF_MAX_MS;
        },
      ),
    );
  });
});
