import type { Finding, Migration, MigrationState } from '../schemas';
import type { BoardSearch } from './board-search';
import { BOARD_ORDER } from './states';

export interface BoardGroup {
  readonly state: MigrationState;
  readonly items: readonly Migration[];
}

/** Migrations by their states, those that changed last first; states without any are left out. */
export function boardGroups(
  items: readonly Migration[],
  nameOf: (agentId: string) => string,
  { state, q }: BoardSearch,
): BoardGroup[] {
  const wanted = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ targetAgentId, legacyAgentIds, personaId }) => {
    const ids = [targetAgentId, ...legacyAgentIds];
    const text = [personaId, ...ids, ...ids.map(nameOf)].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return BOARD_ORDER.filter((one) => state === undefined || one === state)
    .map((one) => ({
      state: one,
      items: found
        .filter((item) => item.state === one)
        .toSorted((a, b) => (a.stateSince > b.stateSince ? -1 : a.stateSince < b.stateSince ? 1 : 0)),
    }))
    .filter(({ items: some }) => some.length > 0);
}

export const isPassed = ({ verdict }: Finding): boolean => verdict === 'passed' || verdict === 'overruled';

/** Who hands over to whom, in names: `Live Chat Agent → Customer Support Agent`. */
export function migrationTitle(
  { legacyAgentIds, targetAgentId }: Pick<Migration, 'legacyAgentIds' | 'targetAgentId'>,
  nameOf: (agentId: string) => string,
): string {
  return `${legacyAgentIds.map(nameOf).join(', ')} → ${nameOf(targetAgentId)}`;
}
