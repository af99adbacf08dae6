/** One fault of a rule. Lines and columns count from 1; columns in UTF-16 code units, as editors do. */
export interface RuleFault {
  readonly message: string;
  readonly position: { readonly line: number; readonly column: number };
}

/** A rule that can't be saved: all faults found, and its source. */
export class RuleError extends Error {
  override readonly name = 'RuleError';

  constructor(
    readonly source: string,
    readonly faults: readonly RuleFault[],
  ) {
    super(
      faults.map(({ message, position }) => `Line ${position.line}, column ${position.column}: ${message}`).join('\n'),
    );
  }
}

/** The fault at an offset into the source. */
export function faultAt(source: string, offset: number, message: string): RuleFault {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { message, position: { line: before.split('\n').length, column: before.length - lineStart + 1 } };
}
