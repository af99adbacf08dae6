import { InvalidArgumentError, Option, type Command } from 'commander';
import type { FinanceMeans } from '../finance/book-commands.js';
import { answer, decide, retry } from './decide-task.js';
import { queue } from './queue.js';
import { route } from './route.js';
import { runTask } from './run-task.js';
import { task } from './task.js';
import { PRIORITIES, TASK_STATES, WAITS_FOR } from './tasks-api.js';
import { tasks } from './tasks.js';

const REASON = ['--reason <text>', 'why, in your own words; it is recorded with your name'] as const;

/** Work: what there is, what became of it, and what people say about it. */
export function addTaskCommands(group: Command, { add, limit }: FinanceMeans): void {
  add(group, 'list', 'tasks, newest first', tasks)
    .addOption(new Option('--state <state>', 'in which state').choices(TASK_STATES))
    .option('--agent <id>', 'of one agent')
    .addOption(new Option('--waits-for <what>', 'that wait for this').choices(WAITS_FOR))
    .option('--capability <name>', 'of one kind of work')
    .option('--subject <id>', 'about one customer or order')
    .option('--overdue', 'that should have been done by now')
    .addOption(limit(50));
  add(group, 'show <id>', 'one task and everything that happened to it', task).addOption(limit(200));
  add(group, 'run [capability]', 'ask for work; without a capability by its words alone', runTask)
    .option('--input <json>', 'what the capability takes: JSON, or @file; @- reads standard input (default: {})')
    .option('--subject <id>', 'what it is about: a customer’s id, else an order’s')
    .option('--text <text>', 'what is wanted, in words')
    .option('--agent <id>', 'only this agent shall do it')
    .addOption(new Option('--priority <priority>', 'how urgent (default: medium)').choices(PRIORITIES))
    .option('--run-after <instant>', 'not before: 2026-12-01T08:00:00Z', isoInstant)
    .option('--due <instant>', 'when it must be done', isoInstant)
    .option('--task-key <key>', 'the same key is the same task')
    .option('--wait', 'until it has ended, or a person must do something');
  add(group, 'cancel <id>', 'end a task; what was done is taken back', decide('cancel')).requiredOption(...REASON);
  add(group, 'approve <id>', 'let it begin, as a second person', decide('approve')).requiredOption(...REASON);
  add(group, 'reject <id>', 'refuse it, as a second person', decide('reject')).requiredOption(...REASON);
  add(
    group,
    'answer <id> [answers...]',
    'answer its questions in their order, or give a person’s result',
    answer,
  ).option('--output <json>', 'what a person has done for it: JSON, or @file');
  add(group, 'retry <id>', 'do a failed one’s work once more, as a new task', retry);
  add(group, 'queue', 'how many have not ended, by state and what they wait for', queue);
}

/** Who would get a piece of work. */
export function addRouteCommand(root: Command, { add }: Pick<FinanceMeans, 'add'>): void {
  add(root, 'route <text>', 'who would get work that is put in these words, and why; nothing is done', route)
    .option('--capability <name>', 'what is to be done (default: told by the words)')
    .option('--agent <id>', 'only this agent shall do it')
    .option('--customer-type <type>', 'of the customer: hospitality')
    .option('--segment <name>', 'of the customer')
    .option('--order-value <decimal>', 'what the order is worth; with --currency')
    .option('--currency <code>', 'of the order: USD')
    .option('--channel <name>', 'on which it came: email')
    .option('--country <code>', 'of the customer: US')
    .option(
      '--tag <tag>',
      'of the customer or the order; may be given several times',
      (tag: string, before: string[] = []) => [...before, tag],
    );
}

function isoInstant(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Expected an instant: 2026-12-01T08:00:00Z.');
  return new Date(ms).toISOString();
}
