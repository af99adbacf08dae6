import { Bell } from './bell.js';

/** Longer than any spec waits. */
const LONG_MS = 600_000;

describe('a bell', () => {
  it('wakes who waits', async () => {
    const bell = new Bell();
    const heard = bell.heard(LONG_MS);
    bell.ring();
    await heard;
  });

  it('that rang while nobody waited has rung for the next, once', async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    await bell.heard(LONG_MS);
    let isHeard = false;
    const next = bell.heard(LONG_MS).then(() => (isHeard = true));
    await new Promise((later) => setTimeout(later, 10));
    expect(isHeard).toBe(false);
    bell.ring();
    await next;
  });

  it('is not waited for beyond the time', async () => {
    await new Bell().heard(1);
  });
});
