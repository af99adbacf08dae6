import { departmentLabel } from '../../../format/words';
import { cx } from '../../../ui/class-names';
import type { RosterPaths } from '../schemas';
import type { Block } from './matrix';

interface MatrixLabelsProps {
  readonly agents: RosterPaths['agents'];
  readonly blocks: readonly Block[];
  /** The row that stands out; -1: none. */
  readonly row: number;
}

/** More rows than this have no room for a name each: then departments are named. */
const NAMED_MAX = 40;
/** A department needs so much of the height for its name to stand by itself. */
const BLOCK_MIN = 0.03;

const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(3)}%`;

/** What the rows are, beside the matrix. */
export function MatrixLabels({ agents, blocks, row }: MatrixLabelsProps) {
  const whole = agents.length;
  const lines =
    whole <= NAMED_MAX
      ? agents.map(({ id, name, department }, start) => ({
          id,
          text: name,
          title: departmentLabel(department),
          start,
          size: 1,
        }))
      : blocks
          .filter(({ size }) => size / whole >= BLOCK_MIN)
          .map(({ department, start, size }) => ({
            ...{
              id: department,
              text: departmentLabel(department),
              title: `${departmentLabel(department)}: ${size} agents`,
              start,
              size,
            },
          }));
  return (
    <div className="relative text-[11px] leading-none max-sm:hidden">
      {lines.map(({ id, text, title, start, size }) => (
        <span
          key={id}
          title={title}
          className={cx(
            'absolute right-0 flex max-w-full items-center justify-end',
            row >= start && row < start + size ? 'font-semibold text-ink' : 'text-ink-3',
          )}
          style={{ top: share(start, whole), height: share(size, whole) }}
        >
          <span className="truncate">{text}</span>
        </span>
      ))}
    </div>
  );
}
