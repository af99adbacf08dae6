/** What of the roster is shown, and how; kept in the address. */
export interface RosterSearch {
  readonly view?: 'chart' | undefined;
  readonly roster?: 'legacy' | undefined;
  readonly department?: string | undefined;
  readonly status?: AgentStatus | undefined;
  readonly capability?: string | undefined;
  readonly q?: string | undefined;
}

/** `stopped` is none of an agent's own states: it stands still although it is active. */
export const STATUSES = ['active', 'stopped', 'paused', 'planned', 'retired'] as const;
export type AgentStatus = (typeof STATUSES)[number];

const TEXT_MAX = 64;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, TEXT_MAX) : undefined;

/** Reads an address; what is wrong in it is left out. */
export function readRosterSearch(search: Readonly<Record<string, unknown>>): RosterSearch {
  const { view, roster, status } = search;
  return {
    view: view === 'chart' ? view : undefined,
    roster: roster === 'legacy' ? roster : undefined,
    department: textOf(search['department']),
    status: STATUSES.find((one) => one === status),
    capability: textOf(search['capability']),
    q: textOf(search['q']),
  };
}
