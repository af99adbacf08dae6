import { defineRequest } from '@vividwalls/messaging';

/** There is one record: nothing need be said. */
export type LastVerificationQuestion = Readonly<Record<string, never>>;

/** What the last verification of the record came to. */
export interface VerifiedShare {
  /** Nothing was changed, and nothing is missing. */
  readonly ok: boolean;
  /** Entries that were recomputed, and those that should be there and are not. */
  readonly entries: number;
  /** Of these, how many are as they were recorded; fewer than all unless it is ok. */
  readonly proven: number;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
}

export interface LastVerificationAnswer {
  readonly last: VerifiedShare | null;
  /** Why there is none. */
  readonly reason: string | null;
}

/**
 * `audit/verification.last`: what the last verification found, whoever asked for it. Nothing is computed. Name
 * {@link verificationUnanswered} as the fallback.
 */
export const lastVerificationOf = defineRequest<LastVerificationQuestion, LastVerificationAnswer>({
  ...{ service: 'audit', name: 'verification.last', deadlineMs: 1_500 },
  faultsOf: (value) => (typeof value === 'object' && value !== null ? [] : ['/ must be an object']),
  faultsOfAnswer: faultsOfLast,
});

/** What holds when the record can't be asked: nothing is known of it. */
export const verificationUnanswered: LastVerificationAnswer = { last: null, reason: 'the record could not be asked' };

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function faultsOfLast(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return ['/ must be an object'];
  const { last, reason } = value as { last?: unknown; reason?: unknown };
  if (last === null) return typeof reason === 'string' ? [] : ['/reason must be text'];
  if (typeof last !== 'object') return ['/last must be an object or null'];
  const { ok, entries, proven, askedAt } = last as Partial<Record<keyof VerifiedShare, unknown>>;
  return [
    ...(typeof ok === 'boolean' ? [] : ['/last/ok must be true or false']),
    ...(isCount(entries) ? [] : ['/last/entries must be a count']),
    ...(isCount(proven) ? [] : ['/last/proven must be a count']),
    ...(typeof askedAt === 'string' && !Number.isNaN(Date.parse(askedAt)) ? [] : ['/last/askedAt must be a time']),
  ];
}
