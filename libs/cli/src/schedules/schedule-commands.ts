import { InvalidArgumentError, Option, type Command } from 'commander';
import { wholeNumber, type CommandMeans } from '../command.js';
import { changeSchedule, schedules } from './schedules.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Work that comes at a time. */
export function addScheduleCommands(group: Command, { add }: Pick<CommandMeans, 'add'>): void {
  add(group, 'list', 'work that comes at a time, and when it comes next', schedules);
  add(group, 'set <id>', 'let a schedule come at another time, or turn it on or off', changeSchedule)
    .option('--at <time>', 'by the clock of its time zone: 07:30', (text: string) => {
      if (!TIME.test(text)) throw new InvalidArgumentError('Expected a time such as 07:30.');
      return text;
    })
    .option('--time-zone <zone>', 'whose clock: America/New_York')
    .addOption(new Option('--every <period>', 'how often').choices(['day', 'week']))
    .option('--weekday <number>', 'of one that comes every week: 1 (Monday) to 7', wholeNumber(1, 7))
    .addOption(new Option('--on', 'turn it on').conflicts('off'))
    .option('--off', 'turn it off; what it misses is not made up for');
}
