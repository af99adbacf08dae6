import { eventually } from './eventually.js';

describe('eventually', () => {
  it('gives back what the check returned once it stopped throwing', async () => {
    let calls = 0;
    const value = await eventually(() => {
      if (++calls < 3) throw new Error('not yet');
      return calls;
    });
    expect(value).toBe(3);
  });

  it('waits while the check returns false, but accepts undefined', async () => {
    const answers = [false, false, undefined];
    await expect(eventually(() => answers.shift())).resolves.toBeUndefined();
    expect(answers).toHaveLength(0);
  });

  it('throws the last reason when time is up', async () => {
    const check = eventually(() => Promise.reject(new Error('still empty')), { timeoutMs: 50 });
    await expect(check).rejects.toThrow('still empty');
    await expect(eventually(() => false, { timeoutMs: 50 })).rejects.toThrow('still false after 50 ms');
  });
});
