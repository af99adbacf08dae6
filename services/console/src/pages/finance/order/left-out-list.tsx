import { TouchWords } from './touch-list';
import type { OrderAttribution } from './who-got-it';

const A = 'a'.charCodeAt(0);
const LETTERS = 26;

/** `a`, `b`, … `z`, `a2`: touches that count have numbers. */
export const letterOf = (at: number): string =>
  `${String.fromCharCode(A + (at % LETTERS))}${at < LETTERS ? '' : Math.floor(at / LETTERS) + 1}`;

/** What did not count, and why. */
export function LeftOutList({ of, placedAt }: { readonly of: OrderAttribution; readonly placedAt: string }) {
  if (of.leftOut.length === 0) {
    const all =
      of.touches.length === 0 ? 'No touch of this customer is known.' : 'Every known touch of this customer counts.';
    return <p className="mt-3 text-[13px] text-ink-3">{all}</p>;
  }
  return (
    <>
      <h3 className="mt-4 font-medium">Did not count</h3>
      <ul className="flex flex-col divide-y divide-line" aria-label="Touches that do not count">
        {of.leftOut.map((touch, at) => (
          <li key={touch.touchId} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 py-2.5">
            <span className="flex size-7 items-center justify-center rounded-full border-2 border-dashed border-line-strong text-xs font-semibold text-ink-3">
              {letterOf(at)}
            </span>
            <div className="min-w-0">
              <TouchWords touch={touch} placedAt={placedAt} />
              <p className="text-[13px] text-ink-2">Left out because {touch.why}.</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
