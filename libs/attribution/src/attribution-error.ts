export type AttributionErrorCode =
  | 'unknown_model'
  | 'bad_setting'
  | 'bad_touch'
  | 'empty_path'
  | 'path_too_long'
  | 'bad_amount'
  | 'bad_snapshot'
  | 'bad_file'
  | 'too_large'
  | 'not_settled';

/** Every refusal of this library. `code` is for programs, `message` names the input and what would be accepted. */
export class AttributionError extends Error {
  override readonly name = 'AttributionError';

  constructor(
    readonly code: AttributionErrorCode,
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
