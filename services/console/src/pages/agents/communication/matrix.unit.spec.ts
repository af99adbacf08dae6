import type { RosterPaths, TakenPath } from '../schemas';
import { blocksOf, matrixOf, nextCell } from './matrix';

const agent = (id: string, department: string) => ({ id, name: id, department, level: 'specialist' as const });
const paths: RosterPaths = {
  agents: [agent('root', 'Executive'), agent('head', 'Sales'), agent('seller', 'Sales')],
  potentialPaths: 9,
  routes: [
    { from: 'seller', to: 'head', because: 'manager' },
    { from: 'head', to: 'seller', because: 'manager' },
    { from: 'root', to: 'head', because: 'directors' },
  ],
};
const taken = (from: string, to: string, messages: number): TakenPath => ({
  ...{ from, to, messages, firstAt: '2026-11-01T00:00:00Z', lastAt: '2026-11-02T00:00:00Z', kind: 'direct' },
});

describe('the matrix of who talks to whom', () => {
  it('places a route in the row of who sends and the column of who gets', () => {
    const { size, cells } = matrixOf(paths, []);
    expect(size).toBe(3);
    expect(cells.map(({ row, column, kind }) => [row, column, kind])).toEqual([
      ...[[0, 1, 'directors'] as const, [1, 2, 'manager'] as const, [2, 1, 'manager'] as const],
    ]);
  });

  it('counts messages on routes, and has paths past the hierarchy too', () => {
    const { cells } = matrixOf(paths, [
      taken('seller', 'head', 7),
      taken('seller', 'root', 2),
      taken('seller', 'x', 1),
    ]);
    expect(cells.map(({ row, column, kind, messages }) => [row, column, kind, messages])).toEqual([
      [0, 1, 'directors', null],
      [1, 2, 'manager', null],
      [2, 0, 'other', 2],
      [2, 1, 'manager', 7],
    ]);
  });

  it('has a block for each department', () =>
    expect(blocksOf(paths.agents)).toEqual([
      { department: 'Executive', start: 0, size: 1 },
      { department: 'Sales', start: 1, size: 2 },
    ]));
});

describe('going through it by keyboard', () => {
  const { cells } = matrixOf(paths, []);
  const [first, second, third] = cells;

  it('begins at the first path and stays where there is none further', () => {
    expect(nextCell(cells, undefined, 'right')).toBe(first);
    expect(nextCell(cells, first, 'up')).toBe(first);
    expect(nextCell([], undefined, 'down')).toBeUndefined();
  });

  it('goes to the nearest in the direction', () => {
    expect(nextCell(cells, first, 'down')).toBe(third);
    expect(nextCell(cells, first, 'right')).toBe(second);
    expect(nextCell(cells, third, 'up')).toBe(first);
  });
});
