import type { Migration, MigrationState } from '../schemas';
import { boardGroups, migrationTitle } from './board-groups';

const migration = (
  id: string,
  state: MigrationState,
  stateSince: string,
  targetAgentId = 'b2b-sales-agent',
): Migration => ({ id, state, stateSince, targetAgentId, personaId: id, legacyAgentIds: [`${id}-agent`] }) as Migration;
const names = new Map([['b2b-sales-agent', 'B2B Sales Agent']]);
const nameOf = (id: string): string => names.get(id) ?? id;

const items = [
  migration('hotel', 'planned', '2026-11-01T00:00:00Z'),
  migration('chat', 'shadow', '2026-11-02T00:00:00Z', 'customer-support-agent'),
  migration('office', 'shadow', '2026-11-03T00:00:00Z'),
  migration('old', 'retired', '2026-11-01T00:00:00Z'),
];

describe('the board', () => {
  it('has what is under way first, and in a state what changed last', () => {
    const groups = boardGroups(items, nameOf, {});
    expect(groups.map(({ state }) => state)).toEqual(['shadow', 'planned', 'retired']);
    expect(groups[0]!.items.map(({ id }) => id)).toEqual(['office', 'chat']);
  });

  it('shows one state, and what a text is found in: ids, and names of agents', () => {
    expect(boardGroups(items, nameOf, { state: 'planned' }).map(({ state }) => state)).toEqual(['planned']);
    const found = (q: string) => boardGroups(items, nameOf, { q }).flatMap((group) => group.items.map(({ id }) => id));
    expect(found('b2b sales')).toEqual(['office', 'hotel', 'old']);
    expect(found('chat')).toEqual(['chat']);
    expect(found('nobody')).toEqual([]);
  });

  it('names who hands over to whom', () =>
    expect(migrationTitle(items[0]!, nameOf)).toBe('hotel-agent → B2B Sales Agent'));
});
