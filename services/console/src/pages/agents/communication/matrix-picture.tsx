import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { RosterPaths } from '../schemas';
import { nextCell, type Cell, type Direction, type Matrix } from './matrix';
import { MatrixCells } from './matrix-cells';
import { MatrixLabels } from './matrix-labels';
import { CELL_WORDS, messagesWords } from './path-words';

interface MatrixPictureProps {
  readonly paths: RosterPaths;
  readonly matrix: Matrix;
  readonly label: string;
  /** Whose row and column stand out. */
  readonly agent: string | undefined;
  readonly onAgent: (id: string) => void;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ...{ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' },
};

/** A square for each route that is needed, a ring for each path that was taken. Hover or arrow keys tell from whom to whom. */
export function MatrixPicture({ paths, matrix, label, agent, onAgent }: MatrixPictureProps) {
  const [place, setPlace] = useState<{ readonly row: number; readonly column: number }>();
  const { size, cells } = matrix;
  const cellAt = cells.find(({ row, column }) => row === place?.row && column === place.column);
  const marked = paths.agents.findIndex(({ id }) => id === agent);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (offset: number, whole: number): number => Math.min(size - 1, Math.floor((offset / whole) * size));
    setPlace({ row: at(event.clientY - box.top, box.height), column: at(event.clientX - box.left, box.width) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = DIRECTIONS[event.key];
    if (direction) setPlace(nextCell(cells, cellAt, direction));
    else if (event.key === 'Enter' && place) onAgent(paths.agents[place.row]!.id);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className="grid gap-2 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
        <MatrixLabels agents={paths.agents} blocks={matrix.blocks} row={place?.row ?? marked} />
        <div
          role="group"
          tabIndex={0}
          aria-label={`${label}. Arrow keys go from path to path, Enter marks the agent it comes from.`}
          onKeyDown={onKeyDown}
          className="aspect-square"
        >
          <svg
            aria-hidden
            viewBox={`0 0 ${size} ${size}`}
            className="size-full cursor-crosshair rounded-sm bg-sunken"
            onPointerMove={onPointerMove}
            onPointerLeave={() => setPlace(undefined)}
            onClick={() => place && onAgent(paths.agents[place.row]!.id)}
          >
            <MatrixCells matrix={matrix} place={place} marked={marked} />
          </svg>
        </div>
      </div>
      <p role="status" className="mt-2 min-h-11 text-[13px] sm:min-h-6">
        <Told paths={paths} place={place} cell={cellAt} />
      </p>
    </div>
  );
}

interface ToldProps {
  readonly paths: RosterPaths;
  readonly place: { readonly row: number; readonly column: number } | undefined;
  readonly cell: Cell | undefined;
}

function Told({ paths, place, cell }: ToldProps) {
  if (!place)
    return <span className="text-ink-3">Rows send, columns get. Point at a square to read from whom to whom.</span>;
  const [from, to] = [paths.agents[place.row]!, paths.agents[place.column]!];
  return (
    <>
      <span className="font-medium">
        {from.name} → {to.name}
      </span>
      <span className="text-ink-2">
        {': '}
        {cell ? `${CELL_WORDS[cell.kind]}, ${messagesWords(cell)}` : 'no route is needed, none was taken'}
      </span>
    </>
  );
}
