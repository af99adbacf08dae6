import { ShieldX } from 'lucide-react';
import { useMay } from '../../../app/session';
import { PlaceLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { faultAt, faultWords } from './fault-words';
import { useLastVerification } from './use-verification';

/** That the last verification found this entry not to be what was recorded; nothing when it did not. */
export function EntryFault({ position }: { readonly position: string }) {
  const last = useLastVerification(useMay('audit:read')).data;
  const fault = last ? faultAt(last, position) : undefined;
  if (!last || !fault) return null;
  const { title, meaning } = faultWords(fault, false);
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-bad-soft p-4"
    >
      <ShieldX aria-hidden className="size-6 shrink-0 text-bad" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-semibold text-bad">{title}.</span> {fault.reason !== 'missing' && meaning}
      </p>
      <span className="text-ink-2">
        found <Time at={last.askedAt} as="ago" />
      </span>
      <PlaceLink to="/events/verify">Show the proof</PlaceLink>
    </div>
  );
}
