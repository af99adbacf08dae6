import { leastHeight } from './least-height';
import type { Series } from './series-chart';

const real: Series = { key: 'real', label: 'Events', as: 'bar', stack: 'all' };
const test: Series = { key: 'test', label: 'Test events', as: 'bar', stack: 'all' };
const alone: Series = { key: 'net', label: 'Net', as: 'bar' };
const POINTS = [
  { label: 'a', real: null, test: null, net: null },
  { label: 'b', real: 0, test: 0, net: 0 },
  { label: 'c', real: 7, test: 0, net: -3 },
];
const heights = (of: Series) => POINTS.map((_, at) => leastHeight(of, [real, test, alone], POINTS)(0, at));

describe('the least height of a bar', () => {
  it('shows nought, and nothing where nothing is known', () => expect(heights(alone)).toEqual([0, 2, 0]));

  it('is the lowest’s of a stack, so that no stripe stands for what did not happen', () => {
    expect(heights(real)).toEqual([0, 2, 0]);
    expect(heights(test)).toEqual([0, 0, 0]);
  });
});
