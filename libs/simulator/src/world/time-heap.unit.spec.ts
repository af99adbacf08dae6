import fc from 'fast-check';
import { TimeHeap } from './time-heap.js';

it('gives back by time, and among equals in the order they came', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const heap = new TimeHeap<number>();
      times.forEach((at, index) => heap.push(at, index));
      const popped: { at: number; item: number }[] = [];
      while (heap.size > 0) {
        const { at, item } = heap.pop()!;
        popped.push({ at, item });
      }
      const expected = times.map((at, item) => ({ at, item })).sort((a, b) => a.at - b.at || a.item - b.item);
      expect(popped).toEqual(expected);
      expect(heap.pop()).toBeUndefined();
      expect(heap.nextAt).toBe(Infinity);
    }),
  );
});
