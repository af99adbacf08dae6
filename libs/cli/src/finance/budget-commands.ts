import { Option, type Command } from 'commander';
import { REASON, wholeNumber, withGlobalOptions, type CommandMeans } from '../command.js';
import { budget, budgets } from './budgets.js';
import { authorize, commit, release, spends } from './spend.js';
import { askTransfer, transfers } from './transfers.js';

const SPEND_STATES = ['refused', 'pending', 'rejected', 'reserved', 'committed', 'released', 'expired'];
const TRANSFER_STATES = ['pending', 'done', 'rejected'];
/** A week. */
const LONGEST_HOLD_S = 7 * 86_400;

/** Budgets, what may be spent of them, and money moved between them. */
export function addBudgetCommands(finance: Command, { add, limit }: CommandMeans): void {
  add(finance, 'budgets', 'budgets with what is spent, held and left, newest first', budgets)
    .option('--department <name>', 'of one department')
    .option('--category <name>', 'of one category')
    .option('--agent <id>', 'of one agent')
    .option('--on <day>', 'in force on this day of the shop’s')
    .addOption(limit(50));
  add(finance, 'budget <id>', 'one budget and everything that moved it', budget).addOption(limit(20));

  const spend = withGlobalOptions(finance.command('spend').description('what may be spent, and what was'));
  add(spend, 'authorize <spend-key>', 'ask whether something may be spent, and hold the money', authorize)
    .requiredOption('--department <name>', 'whose budget')
    .requiredOption('--category <name>', 'advertising, llm, printing, …')
    .requiredOption('--for <text>', 'what for')
    .option('--amount <decimal>', 'how much: 120.50')
    .option('--currency <code>', 'of the amount: USD')
    .option('--tokens <number>', 'tokens of language models instead of money')
    .option('--allowance <decimal>', 'what it may come to beyond; held with it')
    .option('--agent <id>', 'which agent spends')
    .option('--expires-in <seconds>', 'how long it is held (default: 900)', wholeNumber(1, LONGEST_HOLD_S));
  add(spend, 'commit <spend-key>', 'say what it really cost; it is booked', commit)
    .requiredOption('--amount <decimal>', 'in the unit that was authorised')
    .option('--at <instant>', 'when it was spent, ISO 8601 (default: now)');
  add(spend, 'release <spend-key>', 'say that it will not be made; the money is free, a question withdrawn', release);
  add(spend, 'list', 'spends and what became of them, newest first', spends)
    .addOption(new Option('--state <state>', 'pending: those that vw approvals decides on').choices(SPEND_STATES))
    .addOption(limit(50));

  const moved = withGlobalOptions(
    finance.command('transfers').description('money moved between budgets; vw approvals decides on it'),
  );
  add(moved, 'list', 'transfers, newest first', transfers)
    .addOption(new Option('--state <state>', 'in which state').choices(TRANSFER_STATES))
    .addOption(limit(50));
  add(moved, 'ask <from> <to> <amount>', 'ask for money to be moved, by ids of budgets', askTransfer).requiredOption(
    ...REASON,
  );
}
