export type MoneyErrorCode =
  'unknown_currency' | 'not_an_amount' | 'too_precise' | 'out_of_range' | 'mixed_currencies' | 'bad_weights';

/** Every refusal of this library. `code` is for programs, `message` names the input and what would be accepted. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';

  constructor(
    readonly code: MoneyErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Longest piece of foreign text repeated in a message. */
const QUOTED_CHARACTERS = 40;

/** Foreign text as it may appear in a message: bounded, its control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text);
}
