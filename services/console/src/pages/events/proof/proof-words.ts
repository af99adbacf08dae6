import { formatDuration, formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import type { ChainFault, Verification } from './use-verification';

type Place = Pick<ChainFault, 'position' | 'to'>;

/** `entry 5`, `entries 91 to 100` */
export const placeOf = ({ position, to }: Place): string =>
  position === to ? `entry ${formatNumber(position)}` : `entries ${formatNumber(position)} to ${formatNumber(to)}`;

export const missingOf = ({ streams }: Pick<Verification, 'streams'>): number =>
  streams.reduce((sum, { missing }) => sum + missing, 0);

/** What is wrong with the record, in a few words; undefined when it is whole. */
export function breakOf(verification: Pick<Verification, 'ok' | 'faults' | 'streams'>): string | undefined {
  const { ok, faults } = verification;
  if (ok) return undefined;
  const [first] = faults;
  if (!first) return `The record of events is incomplete: ${plural(missingOf(verification), 'message')} never came.`;
  if (faults.length === 1) return `The record of events is broken at ${placeOf(first)}.`;
  return `The record of events is broken in ${formatNumber(faults.length)} places, first at ${placeOf(first)}.`;
}

/** The verdict in a sentence or two. */
export function verdictOf(verification: Verification): string {
  const { events, tookMs } = verification;
  const read = `${plural(events, 'entry', 'entries')} recomputed in ${formatDuration(tookMs)}`;
  const broken = breakOf(verification);
  return broken === undefined ? `The record is whole: ${read}.` : `${broken} ${read}.`;
}

/** The last position inside of the chain, as far as it was read. */
export function endOf({ faults, whole }: Pick<Verification, 'faults' | 'whole'>): bigint {
  const ends = [...whole, ...faults.filter(({ reason }) => reason !== 'beyond the head')].map(({ to }) => BigInt(to));
  return ends.reduce((end, to) => (to > end ? to : end), 0n);
}

export interface Check {
  readonly name: string;
  readonly isGood: boolean;
  readonly found: string;
}

/** So many places are named; the list above has all. */
const NAMED = 5;

/** What was compared with what, and what came of it. */
export function checksOf(verification: Verification): Check[] {
  const { events, faults, streams } = verification;
  const of = (...reasons: string[]) => faults.filter(({ reason }) => reasons.includes(reason));
  const [changed, links, head] = [of('changed'), of('relinked', 'missing'), of('head differs', 'beyond the head')];
  const end = endOf(verification);
  const cut = links.some(({ reason, to }) => reason === 'missing' && BigInt(to) === end);
  const missing = missingOf(verification);
  const places = (list: readonly ChainFault[]): string =>
    list.slice(0, NAMED).map(placeOf).join(', ') +
    (list.length > NAMED ? ` and ${formatNumber(list.length - NAMED)} more` : '');
  return [
    {
      name: 'Every entry’s own hash was computed anew from what it holds',
      isGood: changed.length === 0,
      found:
        changed.length === 0
          ? `all ${formatNumber(events)} that are there are as they were recorded`
          : `changed: ${places(changed)}`,
    },
    {
      name: 'Every entry names the hash of the one before',
      isGood: links.length === 0,
      found: links.length === 0 ? 'the chain has no gap and no exchanged entry' : `broken at ${places(links)}`,
    },
    {
      name: 'The last entry is the one that the head names',
      isGood: head.length === 0 && !cut,
      found: cut
        ? `it names entry ${formatNumber(end)}, which is gone`
        : head.length === 0
          ? 'nothing stands in its place or behind it'
          : `not so at ${places(head)}`,
    },
    {
      name: 'Every stream’s sequences were looked through for gaps',
      isGood: missing === 0,
      found:
        missing === 0 ? `${plural(streams.length, 'stream')}, none missing` : `${plural(missing, 'message')} missing`,
    },
  ];
}
