import { formatDuration, formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import type { ProofTaken, Verification } from './use-verification';

/** The verdict in a sentence. */
export function verdictOf({ verification, tookMs }: Pick<ProofTaken, 'verification' | 'tookMs'>): string {
  const { ok, events } = verification;
  const read = `${plural(events, 'entry', 'entries')} recomputed in ${formatDuration(tookMs)}`;
  return ok ? `The record is whole: ${read}.` : `The record is broken: ${read}.`;
}

export interface Check {
  readonly name: string;
  readonly isGood: boolean;
  readonly found: string;
}

/** What was compared with what, and what came of it. */
export function checksOf({ events, faults, streams }: Verification): Check[] {
  const of = (...reasons: string[]) => faults.filter(({ reason }) => reasons.includes(reason));
  const [changed, links, head] = [of('changed'), of('relinked', 'missing'), of('head differs', 'beyond the head')];
  const missing = streams.reduce((sum, stream) => sum + stream.missing, 0);
  const places = (list: typeof faults): string => list.map(({ position }) => `entry ${position}`).join(', ');
  const known = faults.length === 0 ? 'all' : 'all before the break';
  return [
    {
      name: 'Every entry’s own hash was computed anew from what it holds',
      isGood: changed.length === 0,
      found:
        changed.length === 0
          ? `${known} ${formatNumber(events)} are as they were recorded`
          : `changed: ${places(changed)}`,
    },
    {
      name: 'Every entry names the hash of the one before',
      isGood: links.length === 0,
      found: links.length === 0 ? 'the chain has no gap and no exchanged entry' : `broken at ${places(links)}`,
    },
    {
      name: 'The last entry is the one that the head names',
      isGood: head.length === 0,
      found: head.length === 0 ? 'nothing was cut off or added behind it' : `not so at ${places(head)}`,
    },
    {
      name: 'Every stream’s sequences were looked through for gaps',
      isGood: missing === 0,
      found:
        missing === 0 ? `${plural(streams.length, 'stream')}, none missing` : `${plural(missing, 'message')} missing`,
    },
  ];
}
