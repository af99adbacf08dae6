import type { MigrationComparisonShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { percentText } from '../percent-text.js';
import { shown } from '../terminal.js';
import { migrationPath } from './consolidation-api.js';
import { findMigration } from './find-migration.js';

const PAGE_SIZE = 100;

export interface ComparisonsOptions {
  readonly limit: number;
  readonly verdict?: string;
}

/** What the legacy agent did beside what its successor would have done, newest first. */
export const comparisons: Action<ComparisonsOptions> = async ({ api, output }, { limit, verdict }, [given]) => {
  const { id, state, shadow } = await findMigration(api, given!);
  const path = `${migrationPath(id)}/comparisons`;
  const items = await api.list<MigrationComparisonShown>(path, { verdict }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) {
      if (verdict !== undefined) return shown(`None is a ${verdict}. All of them: vw consolidation comparisons ${id}`);
      return state === 'shadow'
        ? 'Nothing was compared yet: its agent proposes beside the next piece of such work.'
        : 'Nothing was compared. Work is compared while it is in shadow.';
    }
    const { matches, differences, incomparable } = shadow;
    const table = output.table(
      columns(['at', 'verdict', 'capability', 'compared by', 'differences', 'done', 'proposed'], ['alike', 'run']),
      items.map((one) => [
        ...[one.at, one.verdict, one.capability, one.comparator, one.differences, one.taskId, one.proposalTaskId],
        ...[percentText(one.similarity), String(one.run)],
      ]),
    );
    return `${table}\nOf this run: ${matches} match, ${differences} differ, ${incomparable} incomparable.`;
  });
};
