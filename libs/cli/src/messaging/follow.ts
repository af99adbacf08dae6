import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '../command-error.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { progressBar } from '../progress.js';

const LOOK_EVERY_MS = 500;

/** A service that starts anew is back before. */
const OUTAGE_BORNE_MS = 60_000;

export interface Followed<T> {
  readonly title: string;
  readonly path: string;
  readonly isRunning: (state: T) => boolean;
  readonly progress: (state: T) => { readonly done: number; readonly total: number; readonly note?: string };
  /** What is said when the operator stops looking. */
  readonly goesOn: string;
}

/** Shows how far something is that goes on by itself, until it has ended. @returns how it ended */
export async function followUp<T>(context: Context, begun: T, followed: Followed<T>): Promise<T> {
  const { terminal } = context;
  const { title, path, isRunning, progress, goesOn } = followed;
  let state = begun;
  let shownTotal = progress(state).total;
  let bar = progressBar(terminal, title, shownTotal);
  try {
    while (isRunning(state)) {
      const { done, total, note } = progress(state);
      if (total !== shownTotal) {
        bar.stop();
        bar = progressBar(terminal, title, (shownTotal = total));
      }
      bar.update(done, note);
      await pause(LOOK_EVERY_MS, undefined, { signal: terminal.signal });
      state = await look<T>(context, path);
    }
    return state;
  } catch (error) {
    if (!terminal.signal.aborted) throw error;
    throw new CommandError(ExitCode.interrupted, goesOn);
  } finally {
    bar.stop();
  }
}

async function look<T>({ api, terminal }: Context, path: string): Promise<T> {
  for (const began = performance.now(); ;) {
    try {
      return await api.get<T>(path);
    } catch (error) {
      const away = error instanceof CommandError && error.exitCode === ExitCode.unreachable;
      if (!away || performance.now() - began > OUTAGE_BORNE_MS) throw error;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: terminal.signal });
  }
}
