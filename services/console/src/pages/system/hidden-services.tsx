import type { StatusAsked } from './use-system';

interface HiddenServicesProps {
  readonly statuses: readonly StatusAsked[];
  /** What else of the page is left out for the same reason. */
  readonly mayNotSee?: readonly string[];
}

/** What is left out because the key may not see it, in one quiet line; nothing where it may see all. */
export function HiddenServices({ statuses, mayNotSee = [] }: HiddenServicesProps) {
  const hidden = statuses.filter(({ isHidden }) => isHidden).map(({ service }) => service);
  const all = [...mayNotSee, ...(hidden.length > 0 ? [`the messaging of ${hidden.join(', ')}`] : [])];
  if (all.length === 0) return null;
  return <p className="text-[13px] text-ink-3">Not shown, as it is not this key’s to see: {all.join('; ')}.</p>;
}
