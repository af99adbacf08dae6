import { Badge, type Tone } from '../../ui/badge';
import type { LetterState } from './letter-search';

const STATES: Readonly<Record<LetterState, readonly [string, Tone, string]>> = {
  open: ['open', 'bad', 'Nobody has decided yet.'],
  redriving: ['on its way again', 'info', 'It was sent to its consumer again; what came of it is not known yet.'],
  'failed again': ['failed again', 'warn', 'It was sent again and failed; the next letter tells why.'],
  handled: ['handled', 'good', 'It was sent again, and its consumer handled it.'],
  discarded: ['discarded', 'none', 'Somebody decided to drop it.'],
};

export const stateLabel = (state: LetterState): string => STATES[state][0];
export const stateMeaning = (state: LetterState): string => STATES[state][2];

export const LetterBadge = ({ state }: { readonly state: LetterState }) => (
  <Badge tone={STATES[state][1]}>{STATES[state][0]}</Badge>
);

/** Why a letter was given up, explained. */
const REASONS: Readonly<Record<string, string>> = {
  permanent: 'The consumer says that trying again won’t help.',
  'attempts exhausted': 'Every try failed.',
  'waited too long': 'The event before it never arrived.',
  'deliveries exhausted': 'The consumer crashed on it again and again.',
  'unknown version': 'It is newer than the program that read it.',
};

export const reasonMeaning = (reason: string): string | undefined => REASONS[reason];

/** The first line of an error says it; the rest is for programmers. */
export const firstLine = (error: string): string => error.split('\n', 1)[0]!.trim();
