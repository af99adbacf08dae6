import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.js';
import { spinner } from '../progress.js';
import { LETTERS, type Letter } from './dead-letter.js';

const LOOK_EVERY_MS = 250;

/** A consumer that is up handles a redriven event in less; one that retries takes minutes, and need not be waited for. */
const AWAITED_MS = 10_000;

/** Looks for a while at what becomes of a redriven letter. Interrupted, it says what is known until then. */
export async function awaitOutcome({ api, terminal }: Context, redriven: Letter): Promise<Letter> {
  const waiting = spinner(terminal, 'Waiting for its consumer');
  const began = performance.now();
  let letter = redriven;
  try {
    while (letter.state === 'redriving' && performance.now() - began < AWAITED_MS) {
      await pause(LOOK_EVERY_MS, undefined, { signal: terminal.signal });
      letter = await api.get<Letter>(`${LETTERS}/${letter.id}`);
    }
    return letter;
  } catch (error) {
    // The redrive is done; only looking at it was broken off.
    if (terminal.signal.aborted) return letter;
    throw error;
  } finally {
    waiting.stop();
  }
}
