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

/** What is asked when two personas are equally likely. */
export function questionBetween(one: string, other: string): string {
  const [first, second] = [one, other].sort();
  return `Which of the two is it rather for: ${first}, or ${second}?`;
}

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
