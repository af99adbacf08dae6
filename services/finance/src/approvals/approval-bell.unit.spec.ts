import { ApprovalBell } from './approval-bell.js';

const LONG_MS = 60_000;

describe('the bell', () => {
  it('is heard by whoever waits', async () => {
    const bell = new ApprovalBell();
    const heard = bell.rung(LONG_MS, new AbortController().signal);
    bell.ring();
    await expect(heard).resolves.toBeUndefined();
  });

  it('is heard by whoever comes afterwards, once', async () => {
    const bell = new ApprovalBell();
    const stop = new AbortController();
    bell.ring();
    bell.ring();
    await bell.rung(LONG_MS, stop.signal);
    let isHeard = false;
    const second = bell.rung(LONG_MS, stop.signal).then(() => (isHeard = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isHeard).toBe(false);
    stop.abort();
    await second;
  });

  it('does not keep anybody who stops, nor beyond the time', async () => {
    const bell = new ApprovalBell();
    await expect(bell.rung(1, new AbortController().signal)).resolves.toBeUndefined();
    await expect(bell.rung(LONG_MS, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
