import { nextDueMs } from './pace.js';

describe('the pace of a job', () => {
  it('is one letter an interval, however long a step takes within it', () => {
    expect(nextDueMs(1_000, 1_003, 20)).toBe(1_050);
    expect(nextDueMs(1_000, 1_049, 20)).toBe(1_050);
  });

  it('makes up nothing after a step or an outage longer than that', () => {
    expect(nextDueMs(1_000, 61_000, 20)).toBe(61_000);
    expect(nextDueMs(nextDueMs(1_000, 61_000, 20), 61_001, 20)).toBe(61_050);
  });
});
