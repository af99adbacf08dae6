import { jest } from '@jest/globals';
import { APART_MS, AskedTogether, MOST_AT_ONCE, TOGETHER_MS } from './asked-together';

describe('what is asked for in a moment is asked together', () => {
  let questions: (readonly string[])[];
  let names: AskedTogether<string>;
  beforeEach(() => {
    jest.useFakeTimers();
    questions = [];
    names = new AskedTogether(async (keys) => {
      questions.push(keys);
      return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `#${key}`]));
    });
  });
  afterEach(() => void jest.useRealTimers());
  const later = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('each gets its own answer, and null where there is none', async () => {
    const answers = Promise.all([names.of('1'), names.of('unknown'), names.of('2')]);
    await later(TOGETHER_MS);
    expect(await answers).toEqual(['#1', null, '#2']);
    expect(questions).toEqual([['1', 'unknown', '2']]);
  });

  it('the same thing once', async () => {
    const answers = Promise.all([names.of('1'), names.of('1')]);
    await later(TOGETHER_MS);
    expect(await answers).toEqual(['#1', '#1']);
    expect(questions).toEqual([['1']]);
  });

  it('no more than so many in a question', async () => {
    const keys = Array.from({ length: MOST_AT_ONCE + 1 }, (_, at) => String(at));
    const answers = Promise.all(keys.map((key) => names.of(key)));
    await later(TOGETHER_MS);
    expect((await answers).at(-1)).toBe(`#${MOST_AT_ONCE}`);
    expect(questions.map((one) => one.length)).toEqual([MOST_AT_ONCE, 1]);
  });

  it('however much is asked for, seldom', async () => {
    const steps = 40;
    for (let n = 0; n < steps; n += 1) {
      void names.of(String(n));
      await later(TOGETHER_MS / 2);
    }
    await later(APART_MS);
    expect(questions.flat()).toHaveLength(steps);
    expect(questions.length).toBeLessThanOrEqual(1 + (steps * TOGETHER_MS) / 2 / APART_MS + 1);
  });

  it('fails with its question, and is asked anew', async () => {
    const away = new Error('finance is away');
    let isAway = true;
    names = new AskedTogether((keys) => {
      questions.push(keys);
      return isAway ? Promise.reject(away) : Promise.resolve(new Map([['1', '#1']]));
    });
    const failed = expect(names.of('1')).rejects.toBe(away);
    await later(TOGETHER_MS);
    await failed;
    isAway = false;
    const again = names.of('1');
    await later(APART_MS);
    expect(await again).toBe('#1');
    expect(questions).toEqual([['1'], ['1']]);
  });
});
