import { Turn } from '@vividwalls/messaging';
import { DOOR_FIRST_MS, doorFirst } from './door-first.js';

/** Goes through the door with so many waiting, of whom one is answered at each turn of 1 ms. @returns the turns it took */
async function turnsWith(waiting: number): Promise<number> {
  let turns = 0;
  const intake = {
    get waiting() {
      turns += 1;
      return waiting - turns;
    },
  };
  await doorFirst(new Turn(), intake, () => turns);
  return turns;
}

describe('the door', () => {
  it('comes first while somebody waits at it', async () => {
    expect(await turnsWith(5)).toBe(5);
  });

  it('never holds other work up for long, however many wait', async () => {
    expect(await turnsWith(1_000_000)).toBe(DOOR_FIRST_MS);
  });

  it('costs one turn when nobody waits', async () => {
    expect(await turnsWith(0)).toBe(1);
  });
});
