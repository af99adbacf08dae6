import { Turn } from './turn.js';

describe('a turn', () => {
  it('is over after its time, and lets everybody else go before the next', async () => {
    let nowMs = 100;
    const turn = new Turn(2, () => nowMs);
    nowMs += 1.9;
    expect(turn.isOver).toBe(false);
    nowMs += 0.1;
    expect(turn.isOver).toBe(true);
    const order: string[] = [];
    setImmediate(() => order.push('another'));
    await turn.next();
    order.push('this one');
    expect(order).toEqual(['another', 'this one']);
    expect(turn.isOver).toBe(false);
    nowMs += 2;
    expect(turn.isOver).toBe(true);
  });
});
