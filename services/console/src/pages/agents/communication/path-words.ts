import { plural } from '../../../format/words';
import type { TakenPath } from '../schemas';
import type { Cell, CellKind } from './matrix';

export const CELL_WORDS: Readonly<Record<CellKind, string>> = {
  manager: 'between an agent and its manager',
  directors: 'among directors',
  other: 'outside the hierarchy',
};

export const KIND_WORDS: Readonly<Record<TakenPath['kind'], string>> = {
  hierarchy: 'Within the hierarchy',
  direct: 'Outside the hierarchy',
  before: 'With an agent that is leaving',
};

export const messagesWords = ({ messages }: Pick<Cell, 'messages'>): string =>
  messages === null ? 'not taken so far' : plural(messages, 'message');
