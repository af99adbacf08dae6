import { MadeBeside, Remembered, within } from './remembered.js';

let at = 0;
const clock = { now: () => new Date(at) };
/** Makes 1, then 2, …; fails when told to. */
function counting() {
  const state = { made: 0, fails: false };
  const make = async (): Promise<number> => {
    await Promise.resolve();
    if (state.fails) throw new Error('failed');
    return (state.made += 1);
  };
  return { state, make };
}
const passed = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

it('what is remembered is made once in a while; a failure is not kept', async () => {
  const { state, make } = counting();
  const remembered = new Remembered(clock, 10, make);
  expect(await Promise.all([remembered.get(), remembered.get()])).toEqual([1, 1]);
  at += 10;
  state.fails = true;
  await expect(remembered.get()).rejects.toThrow('failed');
  state.fails = false;
  expect(await remembered.get()).toBe(2);
});

it('what is made beside is shown as it was last, and made anew when it is due', async () => {
  const { state, make } = counting();
  const failures: string[] = [];
  const beside = new MadeBeside(clock, 10, make, ({ message }) => void failures.push(message));
  const refreshed = async () => {
    beside.refresh();
    beside.refresh();
    await passed();
    return beside.latest?.value;
  };
  expect(beside.latest).toBeUndefined();
  expect(await refreshed()).toBe(1);
  expect(beside.latest!.at).toEqual(new Date(at));
  expect(await refreshed()).toBe(1);
  at += 10;
  state.fails = true;
  expect(await refreshed()).toBe(1);
  expect(failures).toEqual(['failed']);
  state.fails = false;
  expect(await refreshed()).toBe(2);
});

it('what takes too long is not waited for', async () => {
  expect(await within(Promise.resolve(7), 1_000)).toBe(7);
  await expect(within(new Promise(() => undefined), 5)).rejects.toThrow('not answered within 5 ms');
});
