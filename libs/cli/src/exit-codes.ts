/** What a script may rely on; documented in docs/cli.md. */
export const ExitCode = {
  ok: 0,
  /** The command worked and the answer is no: books that don't balance, a chain that is broken, a system not ready. */
  negative: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  notFound: 5,
  partial: 6,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
