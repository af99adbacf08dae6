import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { formatDuration } from '../../../format/numbers';
import { streamLabel } from '../event-words';
import { causesOf, stepFrom, type Step, type StoryLayout, type StoryNode } from './story-layout';
import { GAP_SAID_MS, HEAD_PX, LANE_PX, LANES_PX, pathOf, xsOf, yOf, NODE_PX } from './story-places';
import { StoryNodeLink } from './story-node';

const STEPS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** The story as a picture: a lane for each service, a column for each moment, a line from each cause to what it led to. */
export function StoryGraph({ layout }: { readonly layout: StoryLayout }) {
  const [at, setAt] = useState<StoryNode>();
  const box = useRef<HTMLDivElement>(null);
  const { xs, width } = useMemo(() => xsOf(layout.columns), [layout.columns]);
  const way = useMemo(() => causesOf(at, layout.edges), [at, layout.edges]);
  const isTaken = useMemo(() => {
    const places = new Set(layout.nodes.map(({ lane, column }) => `${lane}/${column}`));
    return (lane: number, column: number): boolean => places.has(`${lane}/${column}`);
  }, [layout.nodes]);
  const height = HEAD_PX + layout.lanes.length * LANE_PX;
  const onKey = (event: KeyboardEvent): void => {
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')?.dataset['node'];
    const node = layout.nodes.find((one) => one.key === key);
    if (!node || !STEPS.includes(event.key)) return;
    event.preventDefault();
    const next = stepFrom(node, event.key as Step, layout);
    box.current?.querySelector<HTMLElement>(`[data-node="${next.key}"]`)?.focus();
  };
  return (
    <div ref={box} className="-m-4 overflow-x-auto" onKeyDown={onKey} onMouseLeave={() => setAt(undefined)}>
      <div className="relative" style={{ width: LANES_PX + width, height }}>
        <Lanes lanes={layout.lanes} />
        <div className="absolute top-0 bottom-0" style={{ left: LANES_PX, width }}>
          <Times layout={layout} xs={xs} />
          <svg aria-hidden className="pointer-events-none absolute inset-0" width={width} height={height}>
            {layout.edges.map((edge) => {
              const isOnWay = way.has(edge.from) && way.has(edge.to);
              return (
                <path
                  key={edge.to.key}
                  d={pathOf(edge, xs, isTaken)}
                  fill="none"
                  stroke={isOnWay ? 'var(--accent)' : 'var(--line-strong)'}
                  strokeWidth={isOnWay ? 2.5 : 1.5}
                />
              );
            })}
          </svg>
          {layout.nodes.map((node) => (
            <div
              key={node.key}
              className="absolute"
              style={{ left: xs[node.column]!, top: yOf(node.lane), width: NODE_PX }}
              onMouseEnter={() => setAt(node)}
              onFocus={() => setAt(node)}
            >
              <StoryNodeLink node={node} isOnWay={way.has(node)} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const Lanes = ({ lanes }: { readonly lanes: readonly string[] }) => (
  <>
    {lanes.map((lane, at) => (
      <div
        key={lane}
        className={`absolute inset-x-0 border-t border-line ${at % 2 ? 'bg-sunken/60' : ''}`}
        style={{ top: HEAD_PX + at * LANE_PX, height: LANE_PX }}
      >
        <span
          className="sticky left-0 z-10 flex h-full items-center border-r border-line bg-surface px-4 font-medium text-ink-2"
          style={{ width: LANES_PX - 12 }}
        >
          {streamLabel(lane)}
        </span>
      </div>
    ))}
  </>
);

/** When each moment was since the beginning, and how long nothing happened where that is long. */
const Times = ({ layout: { columns }, xs }: { readonly layout: StoryLayout; readonly xs: readonly number[] }) => (
  <>
    {columns.map(({ sinceMs, gapMs }, at) => (
      <div key={at}>
        <span className="tnum absolute top-2 text-xs whitespace-nowrap text-ink-3" style={{ left: xs[at]! }}>
          {at === 0 ? 'begin' : `+${formatDuration(sinceMs)}`}
        </span>
        {gapMs >= GAP_SAID_MS && (
          <span
            className="absolute bottom-0 flex items-center border-l border-dashed border-line-strong pl-1 text-xs text-ink-3 [writing-mode:vertical-rl]"
            style={{ left: xs[at]! - 34, top: HEAD_PX }}
          >
            {formatDuration(gapMs)} later
          </span>
        )}
      </div>
    ))}
  </>
);
