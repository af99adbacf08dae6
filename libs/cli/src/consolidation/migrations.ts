import type { MigrationShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { MIGRATIONS } from './consolidation-api.js';
import { stateWords } from './migration-text.js';

const PAGE_SIZE = 100;

export interface MigrationsOptions {
  readonly limit: number;
  readonly state?: string;
  readonly agent?: string;
}

/** Migrations, oldest first. */
export const migrations: Action<MigrationsOptions> = async ({ api, output }, { limit, state, agent }) => {
  const filter = { state, targetAgentId: agent };
  const items = await api.list<MigrationShown>(MIGRATIONS, filter, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) {
      return state === undefined && agent === undefined
        ? 'Nothing is planned yet. Plan what the roster asks for: vw consolidation plan'
        : 'No migrations match. All of them: vw consolidation list';
    }
    const titles = ['id', 'target agent', 'persona', 'takes over from', 'state', 'since', 'run', 'moves'];
    return output.table(
      columns(titles),
      items.map((one) => [
        ...[one.id, one.targetAgentId, one.personaId, one.legacyAgentIds.join(', '), stateWords(one.state)],
        ...[one.stateSince, String(one.run), one.isAutomatic ? 'by itself' : 'by hand'],
      ]),
    );
  });
};
