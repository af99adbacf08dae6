import { formatMoney } from '../format/money';
import { withDays } from '../format/times';
import { cx } from './class-names';

interface MoneyProps {
  /** Minor units as text; null is not known. */
  readonly minor: string | null | undefined;
  readonly currency: string;
  readonly reason?: string | null | undefined;
  readonly isCompact?: boolean;
  readonly isChange?: boolean;
  /** In tables: what is not known is a dash, its reason the title. */
  readonly isShort?: boolean;
}

export function Money({ minor, currency, reason, isCompact, isChange, isShort }: MoneyProps) {
  if (minor === null || minor === undefined) return <Unknown reason={reason} isShort={isShort ?? false} />;
  const text = formatMoney(minor, currency, { isCompact: isCompact ?? false, isChange: isChange ?? false });
  return (
    <span
      className={cx('tnum whitespace-nowrap', minor.startsWith('-') && 'text-bad')}
      title={isCompact ? formatMoney(minor, currency) : undefined}
    >
      {text}
    </span>
  );
}

interface UnknownProps {
  readonly reason?: string | null | undefined;
  /** Where many stand below each other: a dash, with the reason for the pointer and for screen readers. */
  readonly isShort?: boolean;
}

/** Not known is never shown as nought: a dash, and the reason. */
export function Unknown({ reason: told, isShort = false }: UnknownProps) {
  const reason = told ? withDays(told) : undefined;
  if (isShort && reason)
    return (
      <span className="relative text-ink-3" title={`no data: ${reason}`}>
        <span aria-hidden>–</span>
        <span className="sr-only">no data: {reason}</span>
      </span>
    );
  return (
    <span className="text-ink-3" title={reason}>
      {reason ? <span className="text-[13px]">no data: {reason}</span> : '–'}
    </span>
  );
}
