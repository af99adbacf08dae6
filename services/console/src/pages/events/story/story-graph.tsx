import { ArrowRight } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { formatDuration } from '../../../format/numbers';
import { Button } from '../../../ui/button';
import { streamLabel } from '../event-words';
import { causesOf, stepFrom, type Step, type StoryLayout, type StoryNode } from './story-layout';
import { columnTimes, GAP_SAID_MS, HEAD_PX, pathOf, placesOf, yOf, type StoryPlaces } from './story-places';
import { StoryNodeLink } from './story-node';
import { useScrolledBox } from './use-scrolled-box';

const STEPS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** Room for the names of the lanes; little on a phone. */
const LANES_PX = 132;
const LANES_NARROW_PX = 84;
const NARROW_PX = 640;

/** The story as a picture: a lane for each service, a column for each moment, a line from each cause to what it led to. */
export function StoryGraph({ layout }: { readonly layout: StoryLayout }) {
  const [at, setAt] = useState<StoryNode>();
  const box = useRef<HTMLDivElement>(null);
  const { width: room, isMoreRight } = useScrolledBox(box);
  const lanesPx = room < NARROW_PX ? LANES_NARROW_PX : LANES_PX;
  const places = useMemo(() => placesOf(layout, room - lanesPx), [layout, room, lanesPx]);
  const way = useMemo(() => causesOf(at, layout.edges), [at, layout.edges]);
  const isTaken = useMemo(() => {
    const key = ({ lane, row, column }: Pick<StoryNode, 'lane' | 'row' | 'column'>) => `${lane}/${row}/${column}`;
    const taken = new Set(layout.nodes.map(key));
    return (place: Pick<StoryNode, 'lane' | 'row' | 'column'>): boolean => taken.has(key(place));
  }, [layout.nodes]);
  const { width, laneYs } = places;
  const height = laneYs.at(-1)!;
  const onKey = (event: KeyboardEvent): void => {
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-node]')?.dataset['node'];
    const node = layout.nodes.find((one) => one.key === key);
    if (!node || !STEPS.includes(event.key)) return;
    event.preventDefault();
    const next = stepFrom(node, event.key as Step, layout);
    box.current?.querySelector<HTMLElement>(`[data-node="${next.key}"]`)?.focus();
  };
  return (
    <div className="relative -m-4">
      <div ref={box} className="overflow-x-auto" onKeyDown={onKey} onMouseLeave={() => setAt(undefined)}>
        <div className="relative" style={{ width: Math.max(lanesPx + width, room), height }}>
          <Lanes lanes={layout.lanes} places={places} lanesPx={lanesPx} />
          <div className="absolute top-0 bottom-0" style={{ left: lanesPx, width }}>
            <Times layout={layout} places={places} />
            <svg aria-hidden className="pointer-events-none absolute inset-0" width={width} height={height}>
              {layout.edges.map((edge) => {
                const isOnWay = way.has(edge.from) && way.has(edge.to);
                return (
                  <path
                    key={edge.to.key}
                    d={pathOf(edge, places, isTaken)}
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
                style={{ left: places.xs[node.column]!, top: yOf(node, places), width: places.nodePx }}
                onMouseEnter={() => setAt(node)}
                onFocus={() => setAt(node)}
              >
                <StoryNodeLink node={node} isOnWay={way.has(node)} />
              </div>
            ))}
          </div>
        </div>
      </div>
      {isMoreRight && <GoesOn onMore={() => box.current?.scrollBy({ left: room * 0.7, behavior: 'smooth' })} />}
    </div>
  );
}

/** The edge behind which the story goes on. */
const GoesOn = ({ onMore }: { readonly onMore: () => void }) => (
  <div className="pointer-events-none absolute inset-y-0 right-0 flex w-24 items-start justify-end bg-linear-to-l from-surface to-transparent">
    <span className="pointer-events-auto m-1">
      <Button isSmall onClick={onMore} icon={<ArrowRight aria-hidden className="size-4" />}>
        Later
      </Button>
    </span>
  </div>
);

interface LanesProps {
  readonly lanes: readonly string[];
  readonly places: StoryPlaces;
  readonly lanesPx: number;
}

const Lanes = ({ lanes, places: { laneYs }, lanesPx }: LanesProps) => (
  <>
    {lanes.map((lane, at) => (
      <div
        key={lane}
        className={`absolute inset-x-0 border-t border-line ${at % 2 ? 'bg-sunken/60' : ''}`}
        style={{ top: laneYs[at]!, height: laneYs[at + 1]! - laneYs[at]! }}
      >
        <span
          className="sticky left-0 z-10 flex h-full items-center overflow-hidden border-r border-line bg-surface px-2 text-[13px] font-medium text-ink-2 sm:px-4"
          style={{ width: lanesPx - 12 }}
          title={streamLabel(lane)}
        >
          <span className="truncate">{streamLabel(lane)}</span>
        </span>
      </div>
    ))}
  </>
);

interface TimesProps {
  readonly layout: StoryLayout;
  readonly places: StoryPlaces;
}

/** When each moment was since the beginning, and how long nothing happened where that is long. */
function Times({ layout: { columns }, places: { xs } }: TimesProps) {
  const times = columnTimes(columns, formatDuration);
  return columns.map(({ gapMs }, at) => (
    <div key={at}>
      <span className="tnum absolute top-2 text-xs whitespace-nowrap text-ink-3" style={{ left: xs[at]! }}>
        {times[at]}
      </span>
      {at > 0 && gapMs >= GAP_SAID_MS && (
        <span
          className="absolute bottom-0 flex items-center border-l border-dashed border-line-strong pl-1 text-xs text-ink-3 [writing-mode:vertical-rl]"
          style={{ left: xs[at]! - 34, top: HEAD_PX }}
        >
          {formatDuration(gapMs)} later
        </span>
      )}
    </div>
  ));
}
