import { memo } from 'react';
import type { Matrix } from './matrix';

interface MatrixCellsProps {
  readonly matrix: Matrix;
  readonly place: { readonly row: number; readonly column: number } | undefined;
  /** The agent whose row and column stand out; -1: nobody's. */
  readonly marked: number;
}

const FILLS = { manager: 'var(--series-1)', directors: 'var(--series-3)' } as const;
/** Of a cell: squares of directors are smaller, so that they are told apart without colour. */
const INSETS = { manager: 0.05, directors: 0.24 } as const;

export function MatrixCells({ matrix, place, marked }: MatrixCellsProps) {
  const { size } = matrix;
  return (
    <>
      {marked >= 0 && (
        <g fill="var(--accent-soft)">
          <rect x={0} y={marked} width={size} height={1} />
          <rect x={marked} y={0} width={1} height={size} />
        </g>
      )}
      <Drawn matrix={matrix} />
      {place && (
        <g stroke="var(--ink)" strokeWidth={1} fill="none">
          <rect x={place.column} y={place.row} width={1} height={1} vectorEffect="non-scaling-stroke" />
          <path
            d={`M0 ${place.row + 0.5}H${size}M${place.column + 0.5} 0V${size}`}
            strokeOpacity={0.25}
            vectorEffect="non-scaling-stroke"
          />
        </g>
      )}
    </>
  );
}

/** In a large matrix a ring is larger than its cell, else nobody would see it. */
const RADIUS_SHARE = 110;

/** What does not change with the pointer. */
const Drawn = memo(function Drawn({ matrix: { size, cells, blocks } }: { readonly matrix: Matrix }) {
  return (
    <>
      {blocks.map(({ department, start, size: width }) => (
        <rect key={department} x={start} y={start} width={width} height={width} fill="var(--surface)" />
      ))}
      <path
        d={blocks.map(({ start }) => `M0 ${start}H${size}M${start} 0V${size}`).join('')}
        stroke="var(--line-strong)"
        strokeOpacity={0.6}
        vectorEffect="non-scaling-stroke"
        fill="none"
      />
      {cells.map(
        ({ row, column, kind }) =>
          kind !== 'other' && (
            <rect
              key={`${row} ${column}`}
              x={column + INSETS[kind]}
              y={row + INSETS[kind]}
              width={1 - 2 * INSETS[kind]}
              height={1 - 2 * INSETS[kind]}
              fill={FILLS[kind]}
            />
          ),
      )}
      {cells.map(
        ({ row, column, kind, messages }) =>
          messages !== null && (
            <circle
              key={`${row} ${column}`}
              cx={column + 0.5}
              cy={row + 0.5}
              r={Math.max(0.36, size / RADIUS_SHARE)}
              fill={kind === 'other' ? 'var(--series-2)' : 'var(--surface)'}
              stroke="var(--series-2)"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          ),
      )}
    </>
  );
});

/** What the shapes mean, in the order in which they lie above each other. */
export const Legend = () => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-ink-2">
    <Meaning text="agent and manager">
      <rect x={1} y={1} width={12} height={12} fill="var(--series-1)" />
    </Meaning>
    <Meaning text="among directors">
      <rect x={3.5} y={3.5} width={7} height={7} fill="var(--series-3)" />
    </Meaning>
    <Meaning text="route that was taken">
      <rect x={1} y={1} width={12} height={12} fill="var(--series-1)" />
      <circle cx={7} cy={7} r={4.5} fill="var(--surface)" stroke="var(--series-2)" strokeWidth={2} />
    </Meaning>
    <Meaning text="taken past the hierarchy">
      <circle cx={7} cy={7} r={5} fill="var(--series-2)" />
    </Meaning>
  </ul>
);

const Meaning = ({ text, children }: { readonly text: string; readonly children: React.ReactNode }) => (
  <li className="flex items-center gap-1.5">
    <svg aria-hidden viewBox="0 0 14 14" className="size-3.5">
      {children}
    </svg>
    {text}
  </li>
);
