import type { Screen, Terminal } from '../terminal.js';

/** A terminal that remembers what it was told. */
export interface FakeTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
}

/** What a spec says of a terminal; a fake one itself is none, since what it was told would be lost. */
export type Surroundings = Partial<Terminal> & { readonly tty?: boolean; readonly out?: never };

export function fakeTerminal(given: Surroundings = {}): FakeTerminal {
  const told = { out: '', err: '' };
  const screen = (name: 'out' | 'err'): Screen => ({
    isTTY: given.tty === true && name === 'out',
    columns: 120,
    write: (text) => ((told[name] += text), true),
  });
  return {
    stdout: screen('out'),
    stderr: screen('err'),
    env: { VW_HOME: '/nonexistent/vw-home' },
    cwd: '/nonexistent',
    signal: new AbortController().signal,
    now: () => new Date('2026-09-01T12:00:00Z'),
    ...given,
    out: () => told.out,
    err: () => told.err,
  };
}
