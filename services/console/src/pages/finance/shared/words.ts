import { formatPercent } from '../../../format/numbers';
import { asWords } from '../../../format/words';

export interface ModelWords {
  readonly value: Model;
  readonly label: string;
  /** How it divides an order, in a sentence. */
  readonly about: string;
}

export const MODELS = [
  { value: 'first', label: 'First touch', about: 'The first touch gets all of an order.' },
  { value: 'last', label: 'Last touch', about: 'The last touch before the order gets all of it.' },
  { value: 'linear', label: 'Linear', about: 'All touches get the same.' },
  {
    value: 'position',
    label: 'Position',
    about: `The first and the last get ${formatPercent(40)} each; those between share ${formatPercent(20)}.`,
  },
  {
    value: 'time-decay',
    label: 'Time decay',
    about: 'The closer to the order, the more; every 7 days before it halve the weight.',
  },
  {
    value: 'markov',
    label: 'Markov',
    about: 'By how many orders would be lost without the channel; learned from paths.',
  },
  { value: 'shapley', label: 'Shapley', about: 'Every channel of the path gets the same; its touches share that.' },
  {
    value: 'kind',
    label: 'By kind',
    about: 'A direct touch weighs most, an assisting one less, an influencing one least.',
  },
] as const;

export type Model = (typeof MODELS)[number]['value'];
export const MODEL_NAMES: readonly Model[] = MODELS.map(({ value }) => value);

export const modelLabel = (model: string): string => MODELS.find(({ value }) => value === model)?.label ?? model;
export const modelAbout = (model: string): string => MODELS.find(({ value }) => value === model)?.about ?? '';

const ACCOUNT_NAMES: Readonly<Record<string, string>> = {
  'income:sales': 'Sales of goods',
  'expense:cost-of-goods': 'Cost of goods',
  'expense:agent-runs': 'Agents’ models and tools',
};

/** `liability:sales-tax` is `Sales tax`; accounts of one name are told apart by their type. */
export const accountLabel = (code: string): string => ACCOUNT_NAMES[code] ?? asWords(code.split(':')[1] ?? code);

/** How a touch became known. */
export const ORIGINS: Readonly<Record<string, string>> = {
  interaction: 'told by an agent',
  utm: 'from the campaign mark of a visit',
  link: 'from a link',
  discount: 'from a discount code',
};
