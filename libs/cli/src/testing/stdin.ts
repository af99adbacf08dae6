import { Readable } from 'node:stream';
import type { Terminal } from '../terminal.js';

/** Standard input from a pipe. */
export const piped = (text: string): Pick<Terminal, 'stdin'> => ({ stdin: Readable.from([Buffer.from(text)]) });

/** Somebody at a terminal who types this when asked. */
export const typing = (text: string): Pick<Terminal, 'stdin'> => ({
  stdin: Object.assign(Readable.from([Buffer.from(text)]), { isTTY: true }),
});
