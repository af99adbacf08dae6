import { ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../../ui/class-names';
import { Fault } from '../../../ui/fault';
import { ActorName, PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { verdictOf } from './proof-words';
import { Running } from './running';
import { useVerification, type Verification } from './use-verification';

/** What this tab asked for, in a line; and a record that is known to be broken, whoever asked. */
export function ProofNotice() {
  const { last, isOwn, error, isRunning, verify } = useVerification();
  if (isRunning) return <Running />;
  if (error) return <Fault error={error} onRetry={verify} />;
  const found = last.data;
  return found && (isOwn || !found.ok) ? (
    <Verdict of={found}>
      <PlaceLink to="/events/verify">Show the proof</PlaceLink>
    </Verdict>
  ) : null;
}

interface VerdictProps {
  readonly of: Verification;
  readonly children?: ReactNode;
}

export function Verdict({ of, children }: VerdictProps) {
  const { ok, askedAt, askedBy } = of;
  const Icon = ok ? ShieldCheck : ShieldX;
  return (
    <div
      role="status"
      className={cx(
        'flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-line p-4',
        ok ? 'bg-good-soft' : 'bg-bad-soft',
      )}
    >
      <Icon aria-hidden className={cx('size-6 shrink-0', ok ? 'text-good' : 'text-bad')} />
      <p className={cx('min-w-0 flex-1 basis-60 font-semibold', ok ? 'text-good' : 'text-bad')}>{verdictOf(of)}</p>
      <span className="text-ink-2">
        asked <Time at={askedAt} as="ago" /> by <ActorName actor={askedBy} />
      </span>
      {children}
    </div>
  );
}
