import { Option, type Command } from 'commander';
import { number, REASON, WHY, withExamples, withGlobalOptions, type CommandMeans } from '../command.js';
import { AGENT_STATUSES, EFFECTS, EXECUTORS, ROSTERS } from './agents-api.js';
import { agent } from './agent.js';
import { agents } from './agents.js';
import { capabilities } from './capabilities.js';
import { grant, revoke, setStatus } from './change-agent.js';
import { resume } from './resume.js';
import { addCapability, setCapability } from './set-capability.js';
import { addSimulateCommand } from './simulate/simulate-command.js';
import { stopped } from './stopped.js';
import { tree } from './tree.js';
import { agentVersions, capabilityVersions } from './versions.js';

/** Who works: the registry of agents, and those that stand still. */
export function addAgentCommands(group: Command, { add, limit }: CommandMeans): void {
  add(group, 'list', 'agents with their place, status and executor', agents)
    .addOption(new Option('--roster <roster>', 'of the roster before, or of the one after').choices(ROSTERS))
    .option('--department <name>', 'of one department: Sales')
    .addOption(new Option('--status <status>', 'in which status').choices(AGENT_STATUSES))
    .option('--capability <name>', 'that can do this: order.triage')
    .addOption(limit(200));
  add(group, 'show <id>', 'one agent with its personas and capabilities', agent);
  add(group, 'tree', 'who reports to whom', tree).addOption(
    new Option('--roster <roster>', 'of the roster before, or of the one after').choices(ROSTERS).default('target'),
  );
  add(group, 'versions <id>', 'who changed an agent, and what, newest first', agentVersions).addOption(limit(20));
  addCapabilityCommands(group, { add, limit });
  withExamples(
    add(group, 'grant <agent> <capability>', 'let an agent do something, or otherwise than before', grant).alias(
      'add-capability',
    ),
    'vw agents grant facebook-agent copy.edit --expertise 0.8 --cost 12',
  )
    .option('--expertise <number>', 'how good it is at it, 0 to 1', number(0, 1), 0.7)
    .option('--cost <minor>', 'what one run is expected to cost, minor units (default: 0)')
    .option('--allowance <minor>', 'what it may come to beyond that')
    .addOption(new Option('--executor <kind>', 'by another executor than the agent’s own').choices(EXECUTORS));
  add(group, 'revoke <agent> <capability>', 'let an agent do something no more', revoke);
  add(group, 'pause <id>', 'give an agent no new work', setStatus('paused')).option('--reason <text>', WHY);
  add(group, 'activate <id>', 'give a planned or paused agent work', setStatus('active')).option(
    '--reason <text>',
    WHY,
  );
  add(group, 'stopped', 'agents that get no work: over budget, or failing', stopped).addOption(limit(100));
  add(group, 'resume <id>', 'let a stopped agent work again', resume).requiredOption(...REASON);
  addSimulateCommand(group, { add });
}

/** What can be done at all. */
function addCapabilityCommands(group: Command, { add, limit }: CommandMeans): void {
  withExamples(
    add(group, 'capabilities [name]', 'what can be done; one of it with its schemas and who has it', capabilities)
      .addOption(new Option('--effects <effects>', 'what it may do to the world').choices(EFFECTS))
      .addOption(limit(200)),
    'vw agents capabilities --effects external',
    'vw agents capabilities order.triage',
  );
  const one = withGlobalOptions(group.command('capability').description('make a capability, change it, look back'));
  withExamples(
    add(one, 'add <file>', 'a new one, from a JSON file (- reads standard input)', addCapability),
    'vw agents capability add gift-wrap.json',
  );
  withExamples(
    add(one, 'set <file>', 'all of one anew, from a JSON file with the version that was looked at', setCapability),
    'vw agents capabilities order.triage --json > triage.json   (change it there)',
    'vw agents capability set triage.json',
  );
  add(one, 'versions <name>', 'who changed it, and what, newest first', capabilityVersions).addOption(limit(20));
}
