import fc from 'fast-check';
import { suspectGroups, suspectGroupSize } from './suspect-groups.js';

describe('groups of suspects', () => {
  it('shrink with every delivery down to one', () => {
    expect([4, 5, 6, 7, 8, 50].map((deliveries) => suspectGroupSize(deliveries, 500))).toEqual([125, 31, 7, 1, 1, 1]);
  });

  it('hold everybody once, nobody in a group larger than his own limit, and the often delivered last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 4, max: 12 })),
        fc.integer({ min: 1, max: 600 }),
        (deliveries, maxBatch) => {
          const groups = suspectGroups(deliveries, (one) => one, maxBatch);
          expect(groups.flat()).toEqual([...deliveries].sort((a, b) => a - b));
          for (const group of groups) {
            expect(group.length).toBeLessThanOrEqual(suspectGroupSize(Math.max(...group), maxBatch));
          }
        },
      ),
    );
  });
});
