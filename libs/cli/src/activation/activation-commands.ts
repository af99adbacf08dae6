import { Option, type Command } from 'commander';
import { wholeNumber, type CommandMeans } from '../command.js';
import { instant } from '../dlq/letter-filter.js';
import type { Terminal } from '../terminal.js';
import { RULE_STATES } from './activation-api.js';
import { goLive, retire, rules } from './activation-rules.js';
import { dryRun } from './dry-run.js';

/** What one dry run reads at most. */
const MOST_EVENTS = 5_000;

/** Rules that make tasks of events. */
export function addActivationCommands(group: Command, { add, limit, now }: CommandMeans & Pick<Terminal, 'now'>): void {
  add(group, 'list', 'rules that make tasks of events', rules)
    .addOption(new Option('--state <state>', 'whose newest version is in this state').choices(RULE_STATES))
    .addOption(limit(200));
  add(group, 'dry-run <id>', 'try a rule on past events; nothing is made', dryRun)
    .option('--from <when>', 'since then (default: 7d)', (text: string) => instant(text, now()))
    .option('--events <number>', 'read at most so many (default: 500)', wholeNumber(1, MOST_EVENTS));
  add(group, 'live <id>', 'let the newest version make tasks; it must have been tried before', goLive);
  add(group, 'retire <id>', 'let a rule make no tasks any more', retire);
}
