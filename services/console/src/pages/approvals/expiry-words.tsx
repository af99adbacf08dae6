import { Clock, TriangleAlert } from 'lucide-react';
import { useShop } from '../../app/session';
import { formatExact } from '../../format/times';
import { cx } from '../../ui/class-names';
import { useNow } from '../../ui/time';
import { expiryOf } from './expiry';

const TONES = { none: 'text-ink-3', warn: 'text-warn font-medium', bad: 'text-bad font-medium' } as const;

/** How long somebody still has; counts down by itself. */
export function ExpiryWords({ at }: { readonly at: string }) {
  const { timeZone } = useShop();
  const { text, tone } = expiryOf(at, useNow());
  const Icon = tone === 'none' ? Clock : TriangleAlert;
  return (
    <span
      title={`Until ${formatExact(at, timeZone)}`}
      className={cx('tnum inline-flex items-center gap-1 whitespace-nowrap', TONES[tone])}
    >
      <Icon aria-hidden className="size-3.5" />
      {text}
    </span>
  );
}
