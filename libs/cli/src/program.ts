import { Command, Option } from 'commander';
import { MAX_CONCURRENCY, MAX_DAYS, MAX_LIVE_MS, MAX_LIVE_ORDERS, MAX_ORDERS_PER_DAY } from '@vividwalls/simulator';
import { addActivationCommands } from './activation/activation-commands.js';
import { addAgentCommands } from './agents/agent-commands.js';
import { addApprovalCommands } from './approvals/approval-commands.js';
import { events } from './audit/events.js';
import { verify } from './audit/verify.js';
import { addCommand, number, REASON, wholeNumber, withGlobalOptions, type Action } from './command.js';
import { addConsolidationCommands } from './consolidation/consolidation-commands.js';
import { LETTER_STATES } from './dlq/dead-letter.js';
import { discard, redrive } from './dlq/decide.js';
import { follow } from './dlq/follow-job.js';
import { abort, jobs } from './dlq/jobs.js';
import { withFilter } from './dlq/letter-filter.js';
import { list } from './dlq/list.js';
import { show } from './dlq/show.js';
import { summary } from './dlq/summary.js';
import type { ExitCode } from './exit-codes.js';
import { addAttributeCommand } from './finance/attribute-command.js';
import { addAttributionCommands } from './finance/attribution-commands.js';
import { addBookCommands } from './finance/book-commands.js';
import { addBudgetCommands } from './finance/budget-commands.js';
import { addCommissionCommands } from './finance/commission-commands.js';
import { addReportCommands } from './finance/report-commands.js';
import { addKeyCommands } from './keys/key-commands.js';
import { addKnowledgeCommands } from './knowledge/knowledge-commands.js';
import { addMessagingCommands, addReplayCommands } from './messaging/messaging-commands.js';
import { addRouteCommands } from './routing/route-commands.js';
import { addScheduleCommands } from './schedules/schedule-commands.js';
import { deliveries } from './shop/deliveries.js';
import { live } from './shop/live.js';
import { replay } from './shop/replay.js';
import { simulate } from './shop/simulate.js';
import { status } from './system/status.js';
import { version, versionText } from './system/version.js';
import { addTaskCommands } from './tasks/task-commands.js';
import type { Terminal } from './terminal.js';

const MOST_ITEMS = 100_000;
const MOST_PER_SECOND = 100_000;
/** What the desk takes at most. */
const MOST_LETTERS_PER_SECOND = 200;

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
    .option('--start <date>', 'the first day (default: 2026-09-01; with --until, so that it is in the last day)')
    .option('--until <moment>', 'nothing happens later: "now", or 2026-09-03T12:00:00Z')
    .option('--marks', 'first tell finance which agent stands behind which of the shop’s campaigns and codes')
    .option('--truth <file>', 'where the ground truth goes (default: VW_HOME/simulations/SEED.truth.json)')
    .option('--out <folder>', 'write the bodies there instead of sending them');
  add(shop, 'live', 'let orders come in real time, one every 10 to 20 seconds', live)
    .option('--minutes <number>', 'for so long', wholeNumber(1, MAX_LIVE_MS / 60_000), 30)
    .option('--orders <number>', 'at most so many', wholeNumber(1, MAX_LIVE_ORDERS), 150)
    .option('--seed <text>', 'of what is bought (default: another each time)')
    .option('--secret <secret>', 'signs the webhooks (default: SHOPIFY_WEBHOOK_SECRETS, VW_HOME)');
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
  addBookCommands(finance, { add, limit });
  addBudgetCommands(finance, { add, limit });
  addReportCommands(finance, { add, limit });
  addCommissionCommands(finance, { add, limit });
  addAttributeCommand(finance, { add });
  addAttributionCommands(finance, { add });

  addAgentCommands(group('agents', 'who works: the registry of agents'), { add, limit });
  addTaskCommands(group('tasks', 'work: what there is, and what people say about it'), { add, limit });
  addRouteCommands(root, { add, limit });
  addConsolidationCommands(group('consolidation', 'agents made fewer: figures, migrations, documents'), { add, limit });
  addScheduleCommands(group('schedules', 'work that comes at a time'), { add });
  addActivationCommands(group('activation', 'rules that make tasks of events'), { add, limit, now: terminal.now });
  addApprovalCommands(group('approvals', 'what waits for people, and the policies that say what must'), { add, limit });
  addKeyCommands(group('keys', 'keys to the API and to /mcp, of people, programs and agents'), { add });
  addKnowledgeCommands(group('knowledge', 'what the shop knows, with its sources'), { add, limit });

  const audit = group('audit', 'the tamper-evident record');
  add(audit, 'verify', 'recompute the whole chain and prove that nothing is missing', verify);
  add(audit, 'events', 'recorded events, newest first', events)
    .option('--type <type>', 'a full type, or its beginning with a star: vw.shop.*')
    .option('--subject <id>', 'of one order, customer, …')
    .option('--correlation-id <id>', 'everything that followed from one cause')
    .option('--follow', 'go on with each new event until interrupted')
    .addOption(limit(50));

  const dlq = group('dlq', 'events that a consumer could not handle, and what to do with them');
  const filtered = (command: Command): Command => withFilter(command, terminal.now);
  filtered(add(dlq, 'list', 'dead letters, newest first', list))
    .addOption(letterState('open'))
    .addOption(limit(50));
  filtered(add(dlq, 'summary', 'how many there are of each kind', summary)).addOption(letterState('all'));
  add(dlq, 'show <id>', 'one dead letter with its error and its message', show)
    .option('--data', 'only the event’s data, to be mended for redrive --data')
    .option('--message', 'only the message as it was');
  const bulky = (command: Command): Command =>
    filtered(command)
      .requiredOption(...REASON)
      .option('--all', 'every open one, when no filter is given')
      .option('--dry-run', 'only count what would be touched')
      .option('--rate <number>', 'letters per second (default: 20)', wholeNumber(1, MOST_LETTERS_PER_SECOND))
      .option('--yes', 'do not ask');
  bulky(add(dlq, 'redrive [id]', 'send one, or all that match, to the consumer that failed', redrive))
    .option('--data <file>', 'with this data instead of the event’s own; - reads standard input')
    .option('--envelope <file>', 'with this whole envelope, for a message that was none')
    .option('--no-wait', 'do not wait for what becomes of it');
  bulky(add(dlq, 'discard [id]', 'put one, or all that match, aside for good', discard));
  add(dlq, 'jobs', 'redrives and discards of many, newest first', jobs).addOption(limit(20));
  add(dlq, 'follow <job>', 'show how far a job is until it ends', follow);
  add(dlq, 'abort <job>', 'end a job now', abort).requiredOption('--reason <text>', 'why; it is recorded');

  const means = { add, limit, now: terminal.now };
  addMessagingCommands(group('messaging', 'relay, consumers, and events to be published again'), means);
  addReplayCommands(group('replay', 'read models built anew from their events'), means);
  return root;
}

const letterState = (otherwise: string): Option =>
  new Option('--state <state>', 'in which state').choices([...LETTER_STATES, 'all']).default(otherwise);

const limit = (otherwise: number): Option =>
  new Option('--limit <number>', 'at most so many').argParser(wholeNumber(1, MOST_ITEMS)).default(otherwise);

function sending(command: Command): Command {
  return command
    .option('--rate <number>', 'deliveries per second; 0: as fast as possible', number(0, MOST_PER_SECOND), 0)
    .option('--concurrency <number>', 'in flight at once', wholeNumber(1, MAX_CONCURRENCY), 16)
    .option('--secret <secret>', 'signs the webhooks (default: SHOPIFY_WEBHOOK_SECRETS, VW_HOME)');
}
