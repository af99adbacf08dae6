import { Option, type Command } from 'commander';
import { number } from '../command.js';
import type { FinanceMeans } from '../finance/book-commands.js';
import { AGENT_STATUSES, EXECUTORS, ROSTERS } from './agents-api.js';
import { agent } from './agent.js';
import { agents } from './agents.js';
import { addCapability, setStatus } from './change-agent.js';
import { resume } from './resume.js';
import { stopped } from './stopped.js';

const WHY = 'why, in your own words; it is recorded with your name';

/** Who works: the registry of agents, and those that stand still. */
export function addAgentCommands(group: Command, { add, limit }: FinanceMeans): void {
  add(group, 'list', 'agents with their place, status and executor', agents)
    .addOption(new Option('--roster <roster>', 'of the roster before, or of the one after').choices(ROSTERS))
    .option('--department <name>', 'of one department: Sales')
    .addOption(new Option('--status <status>', 'in which status').choices(AGENT_STATUSES))
    .option('--capability <name>', 'that can do this: order.triage')
    .addOption(limit(200));
  add(group, 'show <id>', 'one agent with its personas and capabilities', agent);
  add(group, 'add-capability <id> <name>', 'let an agent do something more, or otherwise than before', addCapability)
    .option('--expertise <number>', 'how good it is at it, 0 to 1', number(0, 1), 0.7)
    .option('--cost <minor>', 'what one run is expected to cost, minor units (default: 0)')
    .option('--allowance <minor>', 'what it may come to beyond that')
    .addOption(new Option('--executor <kind>', 'by another executor than the agent’s own').choices(EXECUTORS));
  add(group, 'pause <id>', 'give an agent no new work', setStatus('paused')).option('--reason <text>', WHY);
  add(group, 'activate <id>', 'give a planned or paused agent work', setStatus('active')).option(
    '--reason <text>',
    WHY,
  );
  add(group, 'stopped', 'agents that get no work: over budget, or failing', stopped).addOption(limit(100));
  add(group, 'resume <id>', 'let a stopped agent work again', resume).requiredOption('--reason <text>', WHY);
}
