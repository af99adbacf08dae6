import type { Tone } from '../../ui/badge';

/** `vw.finance.commission_plan.set.v1` without what every type has: `Commission plan set`. */
export function shortType(type: string | null): string {
  const [, , entity, happened] = type?.split('.') ?? [];
  if (entity === undefined || happened === undefined) return type ?? 'Not an event';
  const words = `${entity} ${happened}`.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Events that tell of nothing but trouble, by their last word. */
const TROUBLE: Readonly<Record<string, readonly [string, Tone]>> = {
  dead_lettered: ['dead letter', 'bad'],
  failed: ['failed', 'bad'],
  untranslatable: ['not understood', 'bad'],
  undeliverable: ['not delivered', 'bad'],
  refused: ['refused', 'bad'],
  rejected: ['rejected', 'bad'],
  stopped: ['stopped', 'warn'],
  fell_back: ['fell back', 'warn'],
  discarded: ['discarded', 'warn'],
};

/** Endings that are no success, as outcomes and verdicts name them. */
const BAD_ENDINGS: Readonly<Record<string, readonly [string, Tone]>> = {
  failed: ['failed', 'bad'],
  timed_out: ['out of time', 'bad'],
  refused: ['refused', 'bad'],
  rejected: ['rejected', 'bad'],
  denied: ['denied', 'bad'],
  interrupted: ['interrupted', 'bad'],
  difference: ['differs', 'warn'],
  expired: ['expired', 'warn'],
  lapsed: ['lapsed', 'warn'],
  cancelled: ['cancelled', 'warn'],
  aborted: ['aborted', 'warn'],
  changes_asked: ['changes asked', 'warn'],
};

export interface Trouble {
  readonly word: string;
  readonly tone: Tone;
}

/** What went wrong by an event's own word: its type, or the outcome or verdict that it carries. */
export function troubleOf({
  type,
  data,
}: {
  readonly type: string | null;
  readonly data?: unknown;
}): Trouble | undefined {
  const { outcome, verdict } = (data ?? {}) as Readonly<Record<string, unknown>>;
  const found = TROUBLE[type?.split('.')[3] ?? ''] ?? BAD_ENDINGS[String(outcome ?? verdict ?? '')];
  return found && { word: found[0], tone: found[1] };
}

const STREAMS: Readonly<Record<string, string>> = {
  INTAKE: 'Deliveries',
  DLQ: 'Dead letters',
};

/** A stream as the place where something happened. */
export const streamLabel = (stream: string): string =>
  STREAMS[stream] ?? stream.charAt(0) + stream.slice(1).toLowerCase();

/** The streams in the order in which work flows through them. */
export const STREAM_ORDER: readonly string[] = [
  ...['INTAKE', 'SHOP', 'REPORTS', 'FINANCE', 'SEGMENTS', 'COMMERCE', 'ORCHESTRATION', 'MONITORING', 'GOVERNANCE'],
  ...['DLQ', 'OPERATIONS'],
];
