import type { Verdict } from './use-board';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const VERDICTS = ['match', 'difference', 'incomparable'] as const;

/** What of a migration's comparisons is shown; kept in the address. */
export interface MigrationSearch {
  readonly verdict?: Verdict | undefined;
  /** The one that is open. */
  readonly comparison?: string | undefined;
}

export const readMigrationSearch = ({ verdict, comparison }: Readonly<Record<string, unknown>>): MigrationSearch => ({
  verdict: VERDICTS.find((one) => one === verdict),
  comparison: typeof comparison === 'string' && UUID.test(comparison) ? comparison : undefined,
});
