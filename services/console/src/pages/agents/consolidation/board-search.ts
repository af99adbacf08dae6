import type { MigrationState } from '../schemas';
import { BOARD_ORDER } from './states';

/** What of the board is shown; kept in the address. */
export interface BoardSearch {
  readonly state?: MigrationState | undefined;
  readonly q?: string | undefined;
}

const TEXT_MAX = 64;

export const readBoardSearch = ({ state, q }: Readonly<Record<string, unknown>>): BoardSearch => ({
  state: BOARD_ORDER.find((one) => one === state),
  q: typeof q === 'string' && q.trim() !== '' ? q.slice(0, TEXT_MAX) : undefined,
});
