import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { cx } from '../../ui/class-names';
import { asClause, changeWords, isBetter, type Figure } from './figures-shown';

const ICONS = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight };

interface FigureChangeProps {
  readonly figure: Figure;
  /** In words that follow “more than”. */
  readonly before: string;
  /** The amount, where a percentage says little. */
  readonly isAmount?: boolean;
  /** Whether it is said, and not only shown to the pointer, why there is nothing to compare with. */
  readonly hasReason?: boolean;
}

/** How a figure has changed: an arrow, a word, and a colour where more is good or bad. */
export function FigureChange({ figure, before, isAmount, hasReason = false }: FigureChangeProps) {
  const words = changeWords(figure, isAmount);
  if (!words) {
    const why = asClause(figure.compare.reason ?? figure.change.reason ?? 'it is not known');
    return (
      <span title={hasReason ? undefined : why} className="text-[13px] text-ink-3">
        nothing to compare with{hasReason && `: ${why}`}
      </span>
    );
  }
  const Icon = ICONS[words.direction];
  const better = isBetter(figure.name, words.direction);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1 text-[13px] text-ink-3">
      <span
        className={cx(
          'inline-flex items-center gap-0.5 font-medium',
          better === true && 'text-good',
          better === false && 'text-bad',
          better === null && 'text-ink-2',
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        {words.much}
      </span>
      {words.than} {before}
    </span>
  );
}
