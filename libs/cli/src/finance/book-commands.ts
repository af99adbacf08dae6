import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { costs, printCosts } from './costs.js';
import { entries } from './entries.js';
import { ledger } from './ledger.js';
import { bookPayout, payouts } from './payouts.js';
import { standing } from './standing.js';
import { trialBalance } from './trial-balance.js';

/** What is booked: the journal, accounts, costs, payouts. */
export function addBookCommands(finance: Command, { add, limit }: CommandMeans): void {
  add(finance, 'ledger <order-id>', 'every entry of one order, by its Shopify id', ledger);
  add(finance, 'trial-balance', 'every account by currency; debits must equal credits', trialBalance).addOption(book());
  add(finance, 'account <code>', 'one account, now or at a past time: asset:bank', standing)
    .option('--at <instant>', 'as it stood then, ISO 8601')
    .addOption(book());
  add(finance, 'entries', 'journal entries, newest first', entries)
    .option('--kind <kind>', 'sale, payment, refund, costs, chargeback, cost, payout, commission, spend, …')
    .option('--order <order-id>', 'of one order')
    .addOption(book())
    .addOption(limit(20));
  add(finance, 'costs', 'what the shop’s work cost, newest first', costs)
    .option('--agent <id>', 'of one agent')
    .option('--category <name>', 'advertising, llm, printing, …')
    .option('--from <day>', 'since this day of the shop’s')
    .option('--to <day>', 'until this day, included')
    .addOption(book())
    .addOption(limit(50));
  add(finance, 'print-costs', 'what prints cost', printCosts).option('--all', 'also what held before');
  add(finance, 'payouts', 'what reached the bank, newest first', payouts).addOption(limit(20));
  add(finance, 'book-payout <file>', 'book a processor’s statement (JSON; - reads standard input)', bookPayout);
}

const book = (): Option =>
  new Option('--book <book>', 'of real trade, or of test and owner orders').choices(['real', 'test']);
