import { Option, type Command } from 'commander';
import type { FinanceMeans } from '../finance/book-commands.js';
import { MIGRATION_STATES } from './consolidation-api.js';
import { document } from './document.js';
import { migration } from './migration.js';
import { migrations } from './migrations.js';
import { advance, plan, rollBack } from './move-migration.js';
import { status } from './status.js';

const WHY = 'why, in your own words; it is recorded with your name';

/** Agents made fewer: figures, migrations and their steps, documents. A migration is named by its id, or by TARGET/PERSONA. */
export function addConsolidationCommands(group: Command, { add, limit }: FinanceMeans): void {
  add(group, 'status', 'agents, paths and gaps counted, beside the plan’s figures; how far the migrations are', status);
  add(group, 'list', 'migrations, oldest first', migrations)
    .addOption(new Option('--state <state>', 'in which state').choices(MIGRATION_STATES))
    .option('--agent <id>', 'to one target agent')
    .addOption(limit(200));
  add(group, 'show <migration>', 'one migration (its id, or TARGET/PERSONA): evidence, gates and steps', migration);
  add(group, 'plan [migration]', 'plan all that the roster asks for, or one again that was rolled back', plan).option(
    '--reason <text>',
    `${WHY}; needed for one`,
  );
  add(group, 'advance <migration>', 'take the next step, if every gate is passed', advance)
    .option('--overrule', 'although gates say no')
    .option('--reason <text>', `${WHY}; needed to overrule`)
    .addOption(
      new Option('--from <state>', 'only if it is in this state (default: as it is now)').choices(MIGRATION_STATES),
    );
  add(group, 'rollback <migration>', 'let the legacy agent act again, at once', rollBack)
    .requiredOption('--reason <text>', WHY)
    .option('--yes', 'do not ask');
  add(
    group,
    'document <name>',
    'consolidation-map, risk-matrix, communication-matrix or testing-strategy, as Markdown',
    document,
  );
}
