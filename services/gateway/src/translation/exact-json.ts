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

/**
 * Parses JSON without ever making a float: ids beyond 2^53 and amounts keep every digit. Numbers and strings become the
 * same, which is wanted here: Shopify writes the same id or amount now as one, now as the other.
 *
 * The text is checked by the native parser first, then every number in it is quoted, then it is parsed. On a 5 KB order
 * that takes half the time of a parser written in JavaScript and a third of a reviver with source text access.
 *
 * @throws SyntaxError without a piece of the text, which may be personal
 */
export function parseExactJson(text: string): ExactJson {
  const source = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  const fault = syntaxFault(source);
  if (fault !== undefined) throw new SyntaxError(fault);
  return JSON.parse(withQuotedNumbers(source)) as ExactJson;
}

/** What the native parser says, without the piece of text it likes to quote. */
function syntaxFault(source: string): string | undefined {
  try {
    JSON.parse(source);
    return undefined;
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    return position === undefined ? 'not JSON' : `not JSON, at character ${position}`;
  }
}

/** Valid JSON with every number turned into a string. */
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
    let before = quote - 1;
    while (source.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
}

/** In valid JSON a number ends where its characters end. */
function afterNumber(source: string, start: number): number {
  let end = start + 1;
  for (; end < source.length; end++) {
    const code = source.charCodeAt(end);
    const partOfNumber =
      (code >= ZERO && code <= NINE) || code === 0x2e || code === 0x2b || code === MINUS || (code | 0x20) === 0x65;
    if (!partOfNumber) break;
  }
  return end;
}
