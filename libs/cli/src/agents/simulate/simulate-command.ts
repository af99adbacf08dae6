import type { Command } from 'commander';
import { wholeNumber, type CommandMeans } from '../../command.js';
import { LANES } from './demo.js';
import { simulateAgents } from './simulate.js';

/** More than there are agents to take over. */
const MIGRATIONS_MAX = 1_000;

export function addSimulateCommand(group: Command, { add }: Pick<CommandMeans, 'add'>): void {
  add(
    group,
    'simulate',
    'the agents’ part of the demo: budgets, migrations by real work, a limit, a breakdown',
    simulateAgents,
  )
    .option(
      '--migrations <number>',
      'take so many forward (default: all)',
      wholeNumber(1, MIGRATIONS_MAX),
      MIGRATIONS_MAX,
    )
    .option('--lanes <number>', 'so many at once', wholeNumber(1, 64), LANES)
    .option('--workflow-port <port>', 'let a workflow break that listens here', wholeNumber(1, 65_535))
    .option('--currency <code>', 'of the budgets', 'USD')
    .option('--yes', 'do not ask');
}
