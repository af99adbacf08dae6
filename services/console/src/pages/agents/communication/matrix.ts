import type { RosterPaths, TakenPath } from '../schemas';

export type CellKind = 'manager' | 'directors' | 'other';

/** A path as a place in the matrix: from the row's agent to the column's. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  /** Why the hierarchy needs it; `other`: it does not, and it was taken. */
  readonly kind: CellKind;
  /** Messages that went that way; null: none was seen. */
  readonly messages: number | null;
}

/** Agents of one department stand beside each other. */
export interface Block {
  readonly department: string;
  readonly start: number;
  readonly size: number;
}

export interface Matrix {
  readonly size: number;
  /** In the order of rows, then columns. */
  readonly cells: readonly Cell[];
  readonly blocks: readonly Block[];
}

/** Places every route that is needed and every path that was taken. Paths with agents that are not along the sides are left out. */
export function matrixOf({ agents, routes }: RosterPaths, taken: readonly TakenPath[]): Matrix {
  const at = new Map(agents.map(({ id }, place) => [id, place]));
  const messages = new Map(taken.map((path) => [`${path.from} ${path.to}`, path.messages]));
  const needed = new Set(routes.map(({ from, to }) => `${from} ${to}`));
  const others = taken
    .filter(({ from, to }) => !needed.has(`${from} ${to}`))
    .map(({ from, to }) => ({ from, to, because: 'other' as const }));
  const cells = [...routes, ...others].flatMap(({ from, to, because }): Cell[] => {
    const [row, column] = [at.get(from), at.get(to)];
    if (row === undefined || column === undefined) return [];
    return [{ row, column, kind: because, messages: messages.get(`${from} ${to}`) ?? null }];
  });
  return {
    size: agents.length,
    cells: cells.toSorted((a, b) => a.row - b.row || a.column - b.column),
    blocks: blocksOf(agents),
  };
}

export function blocksOf(agents: readonly { readonly department: string }[]): Block[] {
  const blocks: Block[] = [];
  agents.forEach(({ department }, place) => {
    const last = blocks.at(-1);
    if (last?.department === department) blocks[blocks.length - 1] = { ...last, size: last.size + 1 };
    else blocks.push({ department, start: place, size: 1 });
  });
  return blocks;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The next path that there is in a direction: in the same row or column, else in the next that has one. */
export function nextCell(cells: readonly Cell[], from: Cell | undefined, direction: Direction): Cell | undefined {
  if (!from) return cells[0];
  const isAcross = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const main = (cell: Cell): number => sign * (isAcross ? cell.column - from.column : cell.row - from.row);
  const aside = (cell: Cell): number => Math.abs(isAcross ? cell.row - from.row : cell.column - from.column);
  const ahead = cells.filter((cell) => main(cell) > 0).sort((a, b) => aside(a) - aside(b) || main(a) - main(b));
  return ahead[0] ?? from;
}
