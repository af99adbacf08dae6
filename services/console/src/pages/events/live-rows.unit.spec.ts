import { heldAt, joined, type ListedEvent } from './live-rows';

const row = (position: number): ListedEvent => ({
  ...{ position: String(position), stream: 'SHOP', type: 'vw.shop.order.paid.v1', subject: '1', time: null },
  ...{ recordedAt: '2026-11-29T10:00:00.000Z', correlationId: null, actor: null, test: false },
});
const at = (rows: readonly ListedEvent[]) => rows.map(({ position }) => Number(position));

describe('rows that go on by themselves', () => {
  it('are what was heard above what was loaded, each once', () => {
    expect(at(joined([row(101), row(100), row(99)], [row(99), row(98)]))).toEqual([101, 100, 99, 98]);
    expect(at(joined([], [row(9)]))).toEqual([9]);
    expect(at(joined([row(10)], []))).toEqual([10]);
  });

  it('compare places as numbers, not as text', () => {
    expect(at(joined([row(100)], [row(99)]))).toEqual([100, 99]);
  });

  it('stay where they are read, and say how many are above', () => {
    const { rows, above } = heldAt([row(12), row(11), row(10)], '10');
    expect({ rows: at(rows), above }).toEqual({ rows: [10], above: 2 });
    expect(heldAt([row(12)], undefined).above).toBe(0);
    expect(heldAt([row(12)], '12').above).toBe(0);
  });
});
