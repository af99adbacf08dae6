import { formatNumber } from '../../../format/numbers';
import { plural } from '../../../format/words';
import { endOf, placeOf } from './proof-words';
import type { ChainFault, Verification } from './use-verification';

/** What was compared, and what stands on either side. */
export interface FaultWords {
  readonly title: string;
  readonly meaning: string;
  readonly expected: readonly [label: string, value: string];
  readonly found: readonly [label: string, value: string];
  /** An entry that can be looked at. */
  readonly show: string | null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A fault as whoever is on duty at night understands it. */
export function faultWords(fault: ChainFault, isAtEnd: boolean): FaultWords {
  const { position, reason, compared, expected, found } = fault;
  const place = placeOf(fault);
  const before = formatNumber(BigInt(position) - 1n);
  switch (reason) {
    case 'changed':
      return compared === 'hash of the message'
        ? {
            title: `${capital(place)} was changed`,
            meaning: 'The message that it holds is not the one that was recorded.',
            expected: ['Hash of the message when it was recorded', expected],
            found: ['Hash of the message that stands there', found],
            show: position,
          }
        : {
            title: `${capital(place)} was changed`,
            meaning:
              'One of its fields, such as its type, subject, time or who did it, or its hash is not what was recorded.',
            expected: ['Hash that the entry bears', expected],
            found: ['Hash that what stands there gives', found],
            show: position,
          };
    case 'relinked':
      return {
        title: `${capital(place)} was recorded behind another one than stands there`,
        meaning: `By itself it is whole. Entry ${before} was put in another’s place, or entries were exchanged.`,
        expected: ['Hash of the entry before it', expected],
        found: ['Hash that it names as the one before', found],
        show: position,
      };
    case 'missing':
      return {
        title: `${capital(place)} ${position === fault.to ? 'is' : 'are'} gone`,
        meaning: isAtEnd
          ? 'The end of the record was cut off; its head still names the last entry.'
          : 'Somebody removed what stood there; the entries on both sides are still there.',
        expected: ['Should stand there', plural(expected, 'entry', 'entries')],
        found: ['Stands there', 'nothing'],
        show: null,
      };
    case 'head differs':
      return {
        title: `The last entry, ${formatNumber(position)}, is another one than was recorded`,
        meaning: 'It is whole by itself, but it was put in the place of the one that the head names.',
        expected: ['Hash that the head names', expected],
        found: ['Hash of the last entry', found],
        show: position,
      };
    case 'beyond the head':
      return {
        title: `${capital(place)} ${position === fault.to ? 'lies' : 'lie'} outside of the chain`,
        meaning: 'Nobody recorded this: it was put behind the end of the record, or before its beginning.',
        expected: ['Should stand there', 'nothing'],
        found: ['Stands there', plural(found, 'entry', 'entries')],
        show: position,
      };
  }
}

export type Stretch =
  | { readonly kind: 'whole'; readonly place: string; readonly isFromBeginning: boolean }
  | { readonly kind: 'fault'; readonly key: string; readonly words: FaultWords };

/** The record from its beginning to its end: what is whole, and what is not. */
export function stretchesOf({ faults, whole }: Pick<Verification, 'faults' | 'whole'>): Stretch[] {
  const last = endOf({ faults, whole });
  const stretches = [
    ...whole.map(({ from, to, isFromBeginning }) => ({
      at: BigInt(from),
      stretch: { kind: 'whole', place: capital(placeOf({ position: from, to })), isFromBeginning } as Stretch,
    })),
    ...faults.map((fault) => ({
      at: BigInt(fault.position),
      stretch: {
        kind: 'fault',
        key: `${fault.position} ${fault.reason}`,
        words: faultWords(fault, BigInt(fault.to) === last),
      } as Stretch,
    })),
  ];
  return stretches.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ stretch }) => stretch);
}

/** The fault that an entry is part of. */
export function faultAt({ faults }: Pick<Verification, 'faults'>, position: string): ChainFault | undefined {
  if (!/^\d{1,18}$/.test(position)) return undefined;
  const at = BigInt(position);
  return faults.find((fault) => BigInt(fault.position) <= at && at <= BigInt(fault.to));
}
