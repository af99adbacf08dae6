/** Parsed JSON whose numbers are their own source text: `195.66` is `"195.66"`, whatever a float would make of it. */
export type ExactJson = string | boolean | null | readonly ExactJson[] | ExactObject;
export interface ExactObject {
  readonly [key: string]: ExactJson | undefined;
}

const BYTE_ORDER_MARK = 0xfeff;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** A number as JSON writes it, and what follows it where it stands as a key, which JSON does not allow. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.+\-eE])(?!\s*:)/y;

/**
 * Parses JSON without ever making a float: ids beyond 2^53 and amounts keep every digit. Numbers and strings become the
 * same, which is wanted here: Shopify writes the same id or amount now as one, now as the other.
 *
 * Every number is quoted, then the native parser reads the text. Quoting takes only what is a number where one may stand, so
 * it makes nothing valid that was not. On a 5 KB order that takes a third of the time of a parser written in JavaScript.
 *
 * @throws SyntaxError without a piece of the text, which may be personal
 */
export function parseExactJson(text: string): ExactJson {
  const source = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  try {
    return JSON.parse(withQuotedNumbers(source)) as ExactJson;
  } catch {
    throw new SyntaxError(syntaxFault(source));
  }
}

/** What the native parser says of the text itself, without the piece of it that it likes to quote. */
function syntaxFault(source: string): string {
  try {
    JSON.parse(source);
    return 'not JSON';
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    return position === undefined ? 'not JSON' : `not JSON, at character ${position}`;
  }
}

/** The text with every number turned into a string. @throws SyntaxError where something begins like a number and is none */
function withQuotedNumbers(source: string): string {
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(source, at);
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = afterNumber(source, at);
      quoted += `${source.slice(copied, at)}"${source.slice(at, end)}"`;
      copied = at = end;
    } else {
      at++;
    }
  }
  return quoted + source.slice(copied);
}

/** The index behind the string that opens at `start`: its end is a quote behind an even number of backslashes. */
function afterString(source: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = source.indexOf('"', quote + 1);
    if (quote === -1) throw new SyntaxError('a string without an end');
    let before = quote - 1;
    while (source.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
}

function afterNumber(source: string, start: number): number {
  NUMBER.lastIndex = start;
  if (!NUMBER.test(source)) throw new SyntaxError('not a number');
  return NUMBER.lastIndex;
}
