import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { cash } from './cash.js';
import { margins } from './margins.js';
import { pnl } from './pnl.js';
import { revenue } from './revenue.js';

/** What the books say over time. */
export function addReportCommands(finance: Command, { add, limit }: CommandMeans): void {
  overDays(add(finance, 'pnl', 'profit and loss, each period compared with the one before', pnl)).addOption(
    by(['month', 'quarter', 'year', 'total']),
  );
  overDays(add(finance, 'revenue', 'orders, gross, discounts, refunds and net, by stream', revenue))
    .addOption(by(['day', 'week', 'month']))
    .addOption(new Option('--stream <stream>', 'its lines alone').choices(['direct', 'limited_edition', 'commercial']));
  overDays(add(finance, 'margins', 'what orders, lines, sizes, products, agents or streams leave over', margins))
    .addOption(by(['order', 'line', 'size', 'product', 'segment', 'agent', 'stream']))
    .addOption(
      new Option('--sort <sort>', 'newest, or highest first; with - lowest first').choices([
        ...['placed', 'net', '-net', 'margin', '-margin', 'key'],
      ]),
    )
    .addOption(limit(50));
  inMoney(add(finance, 'cash', 'money held, on its way and owed', cash)).option(
    '--at <instant>',
    'as it stood then, ISO 8601',
  );
}

const overDays = (command: Command): Command =>
  inMoney(command)
    .option('--from <day>', 'first day of the shop’s')
    .option('--to <day>', 'last day, included (default: today)');

const inMoney = (command: Command): Command =>
  command
    .addOption(new Option('--book <book>', 'of real trade, or of test and owner orders').choices(['real', 'test']))
    .option('--currency <code>', 'one currency alone: USD')
    .option('--csv', 'a CSV document on stdout, and nothing else');

const by = (choices: string[]): Option => new Option('--by <what>', 'grouped by').choices(choices);
