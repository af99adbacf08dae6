import { InvalidArgumentError, Option, type Command } from 'commander';
import { REASON, type CommandMeans } from '../command.js';
import { answer, cancel, retry } from './decide-task.js';
import { queue } from './queue.js';
import { runTask } from './run-task.js';
import { task } from './task.js';
import { PRIORITIES, TASK_STATES, WAITS_FOR } from './tasks-api.js';
import { tasks } from './tasks.js';

/** Work: what there is, what became of it, and what people say about it. */
export function addTaskCommands(group: Command, { add, limit }: CommandMeans): void {
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
  add(group, 'cancel <id>', 'end a task; what was done is taken back', cancel).requiredOption(...REASON);
  add(
    group,
    'answer <id> [answers...]',
    'answer its questions in their order, or give a person’s result',
    answer,
  ).option('--output <json>', 'what a person has done for it: JSON, or @file');
  add(group, 'retry <id>', 'do a failed one’s work once more, as a new task', retry);
  add(group, 'queue', 'how many have not ended, by state and what they wait for', queue);
}

function isoInstant(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Expected an instant: 2026-12-01T08:00:00Z.');
  return new Date(ms).toISOString();
}
