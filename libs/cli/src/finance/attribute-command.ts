import { MAX_HALF_LIFE_DAYS, MAX_ORDER, MODELS } from '@vividwalls/attribution';
import { Option, type Command } from 'commander';
import { number, wholeNumber, type CommandMeans } from '../command.js';
import { attribute } from './attribute.js';

const SHORTEST_HALF_LIFE_DAYS = 0.001;

/** Attribution of a file of paths, which needs no system. */
export function addAttributeCommand(finance: Command, { add }: Pick<CommandMeans, 'add'>): void {
  add(finance, 'attribute', 'divide the conversions of a file of paths among its channels; needs no system', attribute)
    .requiredOption('--paths <file>', 'CSV with the columns path (a > b > c), conversions, value, null; - reads stdin')
    .addOption(new Option('--model <model>', 'by which rule').choices(MODELS).makeOptionMandatory())
    .option('--order <number>', 'of markov: touches the next one depends on (default: 1)', wholeNumber(1, MAX_ORDER))
    .addOption(
      new Option(
        '--value-by <what>',
        'of markov: what a removal loses, to divide the value by (default: conversions)',
      ).choices(['conversions', 'value']),
    )
    .option(
      '--half-life <days>',
      'of time-decay, where a step is a day (default: 7)',
      number(SHORTEST_HALF_LIFE_DAYS, MAX_HALF_LIFE_DAYS),
    );
}
