import { Command, Option } from 'commander';
import { MAX_CONCURRENCY, MAX_DAYS, MAX_ORDERS_PER_DAY } from '@vividwalls/simulator';
import { events } from './audit/events.js';
import { verify } from './audit/verify.js';
import { addCommand, number, wholeNumber, withGlobalOptions, type Action } from './command.js';
import { list } from './dlq/list.js';
import { show } from './dlq/show.js';
import type { ExitCode } from './exit-codes.js';
import { entries } from './finance/entries.js';
import { ledger } from './finance/ledger.js';
import { trialBalance } from './finance/trial-balance.js';
import { deliveries } from './shop/deliveries.js';
import { replay } from './shop/replay.js';
import { simulate } from './shop/simulate.js';
import { status } from './system/status.js';
import { version, versionText } from './system/version.js';
import type { Terminal } from './terminal.js';

const MOST_ITEMS = 100_000;
const MOST_PER_SECOND = 100_000;

/** All commands. `done` gets the exit code of the one that ran. */
export function program(terminal: Terminal, done: (code: ExitCode | void) => void): Command {
  const root = withGlobalOptions(new Command('vw'))
    .description('The operator’s command line of VividWalls MAS')
    .version(versionText(), '-V, --version')
    .showHelpAfterError('(see --help)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  const add = <Options>(parent: Command, usage: string, description: string, action: Action<Options>): Command =>
    addCommand(parent, usage, description, terminal, done, action);
  const group = (name: string, description: string): Command =>
    withGlobalOptions(root.command(name).description(description));

  add(root, 'status', 'whether every service can work', status);
  add(root, 'version', 'the version of this command line', version);

  const shop = group('shop', 'a simulated shop, and the webhooks that were received');
  sending(add(shop, 'simulate', 'play days of a print shop and send them as signed webhooks', simulate))
    .option('--days <number>', 'days to play', wholeNumber(1, MAX_DAYS), 7)
    .option('--orders-per-day <number>', 'orders a day, on average', number(0.01, MAX_ORDERS_PER_DAY), 12)
    .option('--seed <text>', 'the same seed gives the same bytes', '1')
    .option('--start <date>', 'the first day (default: 2026-09-01)')
    .option('--truth <file>', 'where the ground truth goes (default: VW_HOME/simulations/SEED.truth.json)')
    .option('--out <folder>', 'write the bodies there instead of sending them');
  sending(add(shop, 'replay <file...>', 'send given bodies, or recordings (.jsonl)', replay))
    .option('--topic <topic>', 'of every body (default: told by each file’s name, orders_paid.json)')
    .option('--shop <domain>', 'the store the bodies come from')
    .addOption(new Option('--order <order>', 'in which order').choices(['given', 'shuffled']).default('given'))
    .option('--seed <text>', 'of the shuffling', '1')
    .option('--twice', 'send everything a second time, with the same webhook ids');
  add(shop, 'deliveries', 'webhooks that were received and what became of them', deliveries)
    .option('--unhandled', 'only those that nothing could be made of')
    .option('--topic <topic>', 'only this topic')
    .addOption(limit(50));

  const finance = group('finance', 'the books');
  add(finance, 'ledger <order-id>', 'every entry of one order, by its Shopify id', ledger);
  add(finance, 'trial-balance', 'every account by currency; debits must equal credits', trialBalance).addOption(book());
  add(finance, 'entries', 'journal entries of all orders, newest first', entries)
    .option('--kind <kind>', 'sale, payment, edit, refund, cancellation, correction')
    .option('--order <order-id>', 'of one order')
    .addOption(book())
    .addOption(limit(20));

  const audit = group('audit', 'the tamper-evident record');
  add(audit, 'verify', 'recompute the whole chain and prove that nothing is missing', verify);
  add(audit, 'events', 'recorded events, newest first', events)
    .option('--type <type>', 'a full type, or its beginning with a star: vw.shop.*')
    .option('--subject <id>', 'of one order, customer, …')
    .option('--correlation-id <id>', 'everything that followed from one cause')
    .option('--follow', 'go on with each new event until interrupted')
    .addOption(limit(50));

  const dlq = group('dlq', 'events that no attempt could handle');
  add(dlq, 'list', 'dead letters, newest first', list).addOption(limit(50));
  add(dlq, 'show <number>', 'one dead letter with its error and its event', show);
  return root;
}

const book = (): Option =>
  new Option('--book <book>', 'of real trade, or of test and owner orders').choices(['real', 'test']);

const limit = (otherwise: number): Option =>
  new Option('--limit <number>', 'at most so many').argParser(wholeNumber(1, MOST_ITEMS)).default(otherwise);

function sending(command: Command): Command {
  return command
    .option('--rate <number>', 'deliveries per second; 0: as fast as possible', number(0, MOST_PER_SECOND), 0)
    .option('--concurrency <number>', 'in flight at once', wholeNumber(1, MAX_CONCURRENCY), 16)
    .option('--secret <secret>', 'signs the webhooks (default: SHOPIFY_WEBHOOK_SECRETS, VW_HOME)');
}
