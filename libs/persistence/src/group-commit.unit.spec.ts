import { GroupCommit, AskerGone, RaceLost, TooManyWaiting } from './group-commit.js';

/** A transaction that ends when it is told to. */
function gated() {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const decide = async (group: readonly number[]): Promise<string[]> => {
    groups.push([...group]);
    await new Promise<void>((resolve) => gates.push(resolve));
    return group.map((one) => `answer to ${one}`);
  };
  const open = async (): Promise<void> => {
    gates.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { groups, decide, open };
}

const brokenLine = (): Error => Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
const settled = (answers: Promise<string>[]) =>
  Promise.allSettled(answers).then((all) =>
    all.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
  );

describe('a group commit', () => {
  it('decides the first at once, and all that came meanwhile together and in order', async () => {
    const { groups, decide, open } = gated();
    const group = new GroupCommit({ decide });
    const answers = [1, 2, 3, 4].map((one) => group.ask(one));
    await open();
    await open();
    expect(groups).toEqual([[1], [2, 3, 4]]);
    expect(await settled(answers)).toEqual([1, 2, 3, 4].map((one) => `answer to ${one}`));
    const later = group.ask(5);
    await open();
    expect(await later).toBe('answer to 5');
  });

  it('keeps groups and queue bounded, and refuses at once what is too much', async () => {
    const { groups, decide, open } = gated();
    const group = new GroupCommit({ decide, groupMax: 2, waitingMax: 3 });
    const answers = [1, 2, 3, 4].map((one) => group.ask(one));
    await expect(group.ask(5)).rejects.toThrow(TooManyWaiting);
    for (let step = 0; step < 3; step += 1) await open();
    expect(groups).toEqual([[1], [2, 3], [4]]);
    expect(await settled(answers)).toHaveLength(4);
  });

  it('does not let one question fail its neighbours', async () => {
    const decide = (group: readonly number[]): Promise<string[]> =>
      group.includes(13) ? Promise.reject(new Error('13 cannot be decided')) : Promise.resolve(group.map(String));
    const group = new GroupCommit({ decide });
    expect(await settled([1, 2, 13, 4, 5, 6].map((one) => group.ask(one)))).toEqual([
      ...['1', '2', '13 cannot be decided', '4', '5', '6'],
    ]);
  });

  it('fails everybody in a transaction whose line broke, and nobody after it', async () => {
    let times = 0;
    const decide = (group: readonly number[]): Promise<string[]> =>
      (times += 1) === 2 ? Promise.reject(brokenLine()) : Promise.resolve(group.map(String));
    const group = new GroupCommit({ decide });
    expect(await settled([1, 2, 3].map((one) => group.ask(one)))).toEqual(['1', ...Array(2).fill('connection reset')]);
    expect(times).toBe(2);
    expect(await group.ask(4)).toBe('4');
  });

  it('tries a lost race again, and gives up in the end', async () => {
    let left = 3;
    const decide = (group: readonly number[]): Promise<string[]> =>
      (left -= 1) >= 0 ? Promise.reject(new RaceLost('asked elsewhere')) : Promise.resolve(group.map(String));
    const group = new GroupCommit({ decide });
    expect(await group.ask(1)).toBe('1');
    left = 1_000;
    await expect(group.ask(2)).rejects.toThrow(RaceLost);
    const deadlock = Object.assign(new Error('deadlock'), { driverError: { code: '40P01' } });
    let deadlocks = 1;
    const contended = new GroupCommit<number, string>({
      decide: (asked) => ((deadlocks -= 1) >= 0 ? Promise.reject(deadlock) : Promise.resolve(asked.map(String))),
    });
    expect(await contended.ask(1)).toBe('1');
  });

  it('decides nothing for whoever is gone', async () => {
    const { groups, decide, open } = gated();
    const group = new GroupCommit({ decide });
    const first = group.ask(1);
    const gone = new AbortController();
    const second = expect(group.ask(2, gone.signal)).rejects.toThrow(AskerGone);
    const third = group.ask(3);
    gone.abort();
    await open();
    await open();
    await second;
    expect(await settled([first, third])).toEqual(['answer to 1', 'answer to 3']);
    expect(groups).toEqual([[1], [3]]);
  });
});
