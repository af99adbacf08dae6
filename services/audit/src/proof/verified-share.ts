import type { Verification, VerifiedShare } from '@vividwalls/contracts';

/**
 * How much of the record a verification proved: of the entries it recomputed and of the sequences that it missed, those that
 * stand in a span without a fault. What is not whole never comes to all of them, also where only its head differs.
 */
export function verifiedShareOf({ ok, events, streams, whole, askedAt }: Verification): VerifiedShare {
  const missing = streams.reduce((sum, stream) => sum + stream.missing, 0);
  const entries = events + missing;
  const proven = whole.reduce((sum, { from, to }) => sum + Number(BigInt(to) - BigInt(from)) + 1, 0);
  return { ok, entries, proven: ok ? entries : Math.max(0, Math.min(proven, entries - 1)), askedAt };
}
