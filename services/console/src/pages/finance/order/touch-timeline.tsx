import { useEffect, useRef } from 'react';
import { cx } from '../../../ui/class-names';
import { asWords, plural } from '../../../format/words';
import { formatPercent } from '../../../format/numbers';
import { useAgentNames } from '../../../app/agent-names';
import { letterOf } from './left-out-list';
import { ORDER_AT, timelineOf } from './timeline';
import { numbered, type OrderAttribution } from './who-got-it';

interface TouchTimelineProps {
  readonly of: OrderAttribution;
  readonly placedAt: string;
  readonly lookbackFrom: string;
}

const LANE_PX = 34;
const AXIS_PX = 44;
const LABEL_PX = 20;

/** The touches from left to right up to the order; the list below says the same in words. */
export function TouchTimeline({ of, placedAt, lookbackFrom }: TouchTimelineProps) {
  const nameOf = useAgentNames();
  const box = useRef<HTMLElement>(null);
  // Where there is little room, the end with the order is what is looked for.
  useEffect(() => {
    if (box.current) box.current.scrollLeft = box.current.scrollWidth;
  }, []);
  const { touches, leftOut } = of;
  const { touches: places, ticks, windowAt, lanes } = timelineOf([...touches, ...leftOut], placedAt, lookbackFrom);
  const counting = new Map(numbered(touches).map((touch) => [touch.touchId, touch]));
  const out = new Map(leftOut.map((touch, at) => [touch.touchId, { ...touch, letter: letterOf(at) }]));
  const height = lanes * LANE_PX + AXIS_PX + LABEL_PX;
  const summary = `${plural(touches.length, 'touch', 'touches')} within the window, ${leftOut.length} left out.`;
  return (
    <figure ref={box} className="overflow-x-auto" tabIndex={0} aria-label="Touches in time">
      <figcaption className="sr-only">{summary}</figcaption>
      <div aria-hidden className="relative min-w-[620px]" style={{ height }}>
        <div
          className="absolute top-0 rounded-md bg-accent-soft"
          style={{ left: `${windowAt}%`, width: `${ORDER_AT - windowAt}%`, bottom: AXIS_PX - 8 }}
        />
        <span className="absolute top-1 text-xs text-accent" style={{ left: `calc(${windowAt}% + 8px)` }}>
          Lookback window
        </span>
        <div className="absolute inset-x-0 border-t border-line-strong" style={{ bottom: AXIS_PX - 8 }} />
        {ticks.map(({ x, label }) => (
          <span
            key={label}
            className="absolute bottom-3 -translate-x-1/2 text-xs whitespace-nowrap text-ink-3"
            style={{ left: `${x}%` }}
          >
            {label}
          </span>
        ))}
        <div className="absolute top-0 border-l-2 border-ink" style={{ left: `${ORDER_AT}%`, bottom: AXIS_PX - 8 }} />
        <span className="absolute bottom-3 -translate-x-1/2 text-xs font-semibold" style={{ left: `${ORDER_AT}%` }}>
          Order
        </span>
        {places.map(({ touchId, x, lane }) => {
          const [touch, left] = [counting.get(touchId), out.get(touchId)];
          const shown = touch ?? left!;
          const who = shown.agentId === null ? 'no agent named' : nameOf(shown.agentId);
          const isPaid = touch !== undefined && touch.weight !== '0';
          return (
            <span
              key={touchId}
              title={`${asWords(shown.channel)}, ${who}${touch ? `: ${formatPercent(touch.sharePercent)}` : `: ${left!.why}`}`}
              className={cx(
                'absolute flex size-7 -translate-x-1/2 items-center justify-center rounded-full border-2 text-xs font-semibold',
                isPaid
                  ? 'border-accent bg-accent text-on-accent'
                  : touch
                    ? 'border-accent bg-surface text-accent'
                    : 'border-dashed border-line-strong bg-surface text-ink-3',
              )}
              style={{ left: `${x}%`, bottom: AXIS_PX - 2 + lane * LANE_PX }}
            >
              {touch?.number ?? left!.letter}
            </span>
          );
        })}
      </div>
      <p aria-hidden className="mt-1 flex flex-wrap gap-x-4 text-xs text-ink-3">
        <span>Filled: it got something.</span>
        <span>Outlined: it counts, and got nothing under this model.</span>
        {leftOut.length > 0 && <span>Dashed, with a letter: it does not count.</span>}
        <span>Time before the order is drawn wider the closer it is.</span>
      </p>
    </figure>
  );
}
