import { formatNumber, formatPercent } from '../../format/numbers';
import { plural } from '../../format/words';
import { Unknown } from '../../ui/money';
import { Link } from '@tanstack/react-router';
import type { AgentAtWork } from './schemas';

/** How much of an agent's work ended well; the tasks behind it are a click away. */
export function Success({ of: { agentId, success } }: { readonly of: AgentAtWork }) {
  const { percent, samples, right, interval, reason } = success;
  if (percent === null) return <Unknown reason={reason} isShort />;
  const range =
    interval &&
    `With ${formatPercent(95)} certainty between ${formatPercent(interval.low * 100)} and ${formatPercent(interval.high * 100)}`;
  return (
    <Link
      to={'/tasks' as '/'}
      search={{ agent: agentId } as never}
      title={`${formatNumber(right)} of ${plural(samples, 'task')} ended well${range ? `; ${range}` : ''}`}
      className="whitespace-nowrap underline-offset-2 hover:underline"
    >
      <span className="tnum">{formatPercent(percent)}</span>{' '}
      <span className="text-[13px] text-ink-3">of {formatNumber(samples)}</span>
    </Link>
  );
}
