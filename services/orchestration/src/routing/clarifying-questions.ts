/** `../shared/data/messages.json`, persona_detection: after two questions a person decides. */
export const MAX_QUESTIONS = 2;

/** What is asked when a fact would decide. Facts that are not here can't be asked for. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  text: 'What is it about? One or two sentences in your own words are enough.',
  customerType: 'Who are the pictures for: a business (which kind?), a professional such as a designer, or yourself?',
  segment: 'Which group of customers does it concern?',
  channel: 'Which channel is it about: Instagram, e-mail, the shop, …?',
  country: 'Which country is it about?',
};

export const QUESTIONS_BY_TEXT: ReadonlyMap<string, string> = new Map(
  Object.entries(QUESTIONS).map(([fact, question]) => [question, fact]),
);

/** What may always be answered to a question with options. */
export const SOMETHING_ELSE = 'something else';

/** Personas that are offered in a question. */
export const OPTIONS_MAX = 3;

const ASKS = 'Is it about: ';
const ENDS = `; or ${SOMETHING_ELSE}?`;

/** What is asked when several personas are likely: each in plain words, likeliest first. An answer repeats one of them. */
export const questionOf = (options: readonly string[]): string => `${ASKS}${options.join('; ')}${ENDS}`;

/** What a question offered; nothing when it is none with options. */
export function optionsOf(question: string): string[] {
  if (!question.startsWith(ASKS) || !question.endsWith(ENDS)) return [];
  return question.slice(ASKS.length, -ENDS.length).split('; ');
}

const NONE_OF_THEM = /^(something else|none|none of (these|them|those)|neither|other|another)[.!]?$/i;

export const isNoneOfThem = (answer: string): boolean => NONE_OF_THEM.test(answer.trim());

/** The phrase in which a rule says that it lacks a fact. */
const MISSING = /^([A-Za-z]+)(?:[.[].*)? is not there$/;

/** What a rule that could not be known would have proved. */
export interface UnknownRule {
  readonly reason: string;
  readonly weight: number;
}

/**
 * The facts that could decide, those with the most weight behind them first; of equal ones the first by name.
 * @param unknown rules that could not be known
 */
export function decisiveFacts(unknown: readonly UnknownRule[]): string[] {
  const behind = new Map<string, number>();
  for (const { reason, weight } of unknown) {
    const fact = MISSING.exec(reason)?.[1];
    if (fact !== undefined && fact in QUESTIONS) behind.set(fact, (behind.get(fact) ?? 0) + weight);
  }
  const facts = [...behind].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return facts.map(([fact]) => fact);
}
