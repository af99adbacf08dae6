/** Where a command reads its surroundings from and writes to; specs give their own. */
export interface Terminal {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Where an answer, or a file named `-`, is read from; nothing can be where there is none. */
  readonly stdin?: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths on the command line count from here. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** Text from elsewhere as it may be shown: a shopper's name must not move the operator's cursor. */
export const shown = (text: string): string => text.replace(CONTROL, '�');

/** A value as indented JSON, line by line. */
export const jsonLines = (value: unknown): string[] =>
  JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => `  ${shown(line)}`);

/** Colours only on a terminal, and not against the reader's wish (https://no-color.org). */
export function wantsColor(terminal: Terminal, screen: Screen): boolean {
  return screen.isTTY === true && !terminal.env.NO_COLOR && terminal.env.TERM !== 'dumb';
}
