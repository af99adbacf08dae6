import { ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../../ui/class-names';
import { Fault } from '../../../ui/fault';
import { PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { verdictOf } from './proof-words';
import { Running } from './running';
import { useVerification, type ProofTaken } from './use-verification';

/** The last verification of this tab in a line; nothing before the first. */
export function ProofNotice() {
  const { proof, error, isRunning, verify } = useVerification();
  if (isRunning) return <Running />;
  if (error) return <Fault error={error} onRetry={verify} />;
  return proof ? (
    <Verdict proof={proof}>
      <PlaceLink to="/events/verify">Show the proof</PlaceLink>
    </Verdict>
  ) : null;
}

interface VerdictProps {
  readonly proof: ProofTaken;
  readonly children?: ReactNode;
}

export function Verdict({ proof, children }: VerdictProps) {
  const { ok } = proof.verification;
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
      <p className={cx('min-w-0 flex-1 font-semibold', ok ? 'text-good' : 'text-bad')}>{verdictOf(proof)}</p>
      <span className="text-ink-2">
        asked <Time at={proof.startedAt} as="ago" />
      </span>
      {children}
    </div>
  );
}
