import { MODELS } from '@vividwalls/attribution';
import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { attribution } from './attribution.js';
import { attributionSummary } from './attribution-summary.js';

/** Who earned what: of one order, and over many. */
export function addAttributionCommands(finance: Command, { add }: Pick<CommandMeans, 'add'>): void {
  add(finance, 'attribution <order-id>', 'who got what of an order, and why', attribution).addOption(model());
  add(finance, 'attribution-summary', 'credited revenue by agent, department, channel or campaign', attributionSummary)
    .addOption(new Option('--by <what>', 'grouped by').choices(['agent', 'department', 'channel', 'campaign']))
    .addOption(model())
    .option('--compare', 'under every model, side by side')
    .option('--from <day>', 'first day on which orders were placed, of the shop’s')
    .option('--to <day>', 'last day, included (default: today)')
    .addOption(new Option('--book <book>', 'of real trade, or of test and owner orders').choices(['real', 'test']))
    .option('--currency <code>', 'one currency alone: USD')
    .option('--csv', 'a CSV document on stdout, and nothing else');
}

const model = (): Option => new Option('--model <model>', 'by which rule (default: that of the books)').choices(MODELS);
