import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 100;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on stderr when that is a terminal; silence otherwise, so that logs and pipes stay clean. */
export function progressBar(terminal: Terminal, title: string, total: number): Progress {
  if (terminal.stderr.isTTY !== true) return SILENT;
  const bar = new SingleBar({
    stream: terminal.stderr as NodeJS.WritableStream,
    format: `${title} {bar} {percentage}% {value}/{total} {note}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    fps: 1_000 / REDRAW_MS,
  });
  bar.start(total, 0, { note: '' });
  return { update: (done, note = '') => bar.update(done, { note }), stop: () => bar.stop() };
}

/** Something is going on and nobody knows how long: a spinner with the seconds it has taken. */
export function spinner(terminal: Terminal, title: string): Progress {
  if (terminal.stderr.isTTY !== true) return SILENT;
  const began = performance.now();
  let turn = 0;
  const draw = (): void => {
    const seconds = Math.floor((performance.now() - began) / 1_000);
    terminal.stderr.write(`\r${SPINNER[(turn += 1) % SPINNER.length]} ${title} ${seconds} s`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    update: () => undefined,
    stop: () => {
      clearInterval(timer);
      terminal.stderr.write('\r\u001b[K');
    },
  };
}
