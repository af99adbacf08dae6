import type { Context, Variables } from '@vividwalls/rules';
import type { Task } from '../tasks/task.js';
import { isNoneOfThem, QUESTIONS_BY_TEXT } from './clarifying-questions.js';

/** What of a task routing looks at: nothing else has a part in a decision. */
export type RoutableTask = Pick<Task, 'capability' | 'context' | 'pinnedAgentId'>;

/** Variables of a persona rule. A fact that the task lacks is unknown. */
export const TASK_VARIABLES = {
  /** Words of whoever asks, with their answers to questions. */
  text: 'string',
  capability: 'string',
  /** `hospitality`, `private`, … in lower case. */
  customerType: 'string',
  segment: 'string',
  orderValueMinor: 'int',
  currency: 'string',
  channel: 'string',
  country: 'string',
  tags: ['string'],
  /** Answers by question. */
  clarifications: 'map',
} as const satisfies Variables;

const WHOLE = /^-?\d{1,18}$/;

/** The facts of a task, its words and its answers together. */
export function factsOf({ capability, context }: RoutableTask): Context {
  const { customerType, segment, orderValueMinor, currency, channel, country, tags, clarifications } = context;
  const words = wordsOfTask({ context });
  const known = {
    ...(words !== '' && { text: words }),
    ...(capability !== null && { capability }),
    ...answeredFacts(clarifications),
    ...(customerType !== undefined && { customerType: customerType.trim().toLowerCase() }),
    ...(segment !== undefined && { segment: segment.trim().toLowerCase() }),
    ...(channel !== undefined && { channel: channel.trim().toLowerCase() }),
    ...(country !== undefined && { country: country.trim().toUpperCase() }),
    ...(currency !== undefined && { currency }),
    ...(tags !== undefined && { tags: tags.map((tag) => tag.trim().toLowerCase()) }),
    ...(clarifications !== undefined && { clarifications }),
  };
  // Only a whole number of minor units is one; anything else is unknown.
  if (orderValueMinor === undefined || !WHOLE.test(orderValueMinor)) return known;
  return { ...known, orderValueMinor: BigInt(orderValueMinor) };
}

/** The words of whoever asks, with their answers; empty when there are none. */
export const wordsOfTask = ({ context }: Pick<RoutableTask, 'context'>): string =>
  [context.text, ...answersOf(context.clarifications)].filter((part) => part !== undefined).join('\n');

/** What the answers alone say; undefined when there are none. */
export function answerFactsOf({ context }: RoutableTask): Context | undefined {
  const answers = answersOf(context.clarifications);
  if (answers.length === 0) return undefined;
  return { text: answers.join('\n'), ...answeredFacts(context.clarifications) };
}

/** In the order of the questions' texts, so that the order in which they came makes no difference. `None of them` says nothing. */
export function answersOf(clarifications: RoutableTask['context']['clarifications']): string[] {
  return Object.entries(clarifications ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, answer]) => answer.trim())
    .filter((answer) => answer !== '' && !isNoneOfThem(answer));
}

/** Answers to the questions of our table are the facts that were asked for. */
function answeredFacts(clarifications: RoutableTask['context']['clarifications']): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [question, answer] of Object.entries(clarifications ?? {})) {
    const fact = QUESTIONS_BY_TEXT.get(question);
    if (fact === undefined || fact === 'text' || answer.trim() === '' || isNoneOfThem(answer)) continue;
    facts[fact] = fact === 'country' ? answer.trim().toUpperCase() : answer.trim().toLowerCase();
  }
  return facts;
}
