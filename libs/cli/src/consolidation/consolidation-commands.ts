import { Option, type Command } from 'commander';
import { REASON, WHY, withExamples, type CommandMeans } from '../command.js';
import { comparisons } from './comparisons.js';
import { COMPARISON_VERDICTS, MIGRATION_STATES } from './consolidation-api.js';
import { document } from './document.js';
import { migration } from './migration.js';
import { migrations } from './migrations.js';
import { advance, rollBack } from './move-migration.js';
import { plan, planAll } from './plan.js';
import { withSettings } from './settings-options.js';
import { settings } from './settings.js';
import { status } from './status.js';

/** Agents made fewer: figures, migrations and their steps, documents. A migration is named by its id, or by TARGET/PERSONA. */
export function addConsolidationCommands(group: Command, { add, limit }: CommandMeans): void {
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
  withSettings(add(group, 'plan-all', 'plan all that the roster asks for, with settings to begin with', planAll));
  withExamples(
    withSettings(add(group, 'settings <migration>', 'what moves it by itself; with options, changes it', settings)),
    'vw consolidation settings b2b-sales-agent/hospitality-sales-agent',
    'vw consolidation settings b2b-sales-agent/hospitality-sales-agent --gate matchShare=0.9 --threshold p95Ms=4000',
    'vw consolidation settings b2b-sales-agent/hospitality-sales-agent --advance-up-to canary_50 --automatic on',
  );
  add(group, 'comparisons <migration>', 'what was compared in shadow, newest first', comparisons)
    .addOption(new Option('--verdict <verdict>', 'of this verdict').choices(COMPARISON_VERDICTS))
    .addOption(limit(50));
  add(group, 'advance <migration>', 'take the next step, if every gate is passed', advance)
    .option('--overrule', 'although gates say no')
    .option('--reason <text>', `${WHY}; needed to overrule`)
    .addOption(
      new Option('--from <state>', 'only if it is in this state (default: as it is now)').choices(MIGRATION_STATES),
    );
  add(group, 'rollback <migration>', 'let the legacy agent act again, at once', rollBack)
    .requiredOption(...REASON)
    .option('--yes', 'do not ask');
  add(
    group,
    'document <name>',
    'consolidation-map, risk-matrix, communication-matrix or testing-strategy, as Markdown',
    document,
  );
}
