import type { Exit } from '@vividwalls/local';
import { KILLED_AT } from './kill-plan.js';

/** An end that nobody asked for and no fault explains. */
export interface UnexpectedExit extends Exit {
  /** The number of the start it ended, from 1. */
  start: number;
  /** Its last words, to either stream. They may still grow for some milliseconds after the end. */
  lastLines: readonly string[];
}

/** The cause is nearly always among the last few lines, or in the message with which a stack trace begins. */
const TAIL_LINES = 40;
const MAX_LINE_LENGTH = 1_000;
/** The first ones tell why; a program that ends for ever must not fill the memory of the test. */
const MAX_UNEXPECTED = 20;

/** What happened to a program that is started again and again. */
export class ProgramRecord {
  /** Processes started so far. */
  starts = 0;
  /** By signal, how many processes died of one. */
  readonly deaths: Partial<Record<NodeJS.Signals, number>> = {};
  /** By failpoint, how often a `killingHook` killed there. */
  readonly killedAt: Record<string, number> = {};
  /** The first 20 ends by something else than SIGKILL. */
  readonly unexpectedExits: UnexpectedExit[] = [];

  /** A new process begins. */
  began(): ProcessRecord {
    this.starts += 1;
    return new ProcessRecord(this, this.starts);
  }
}

/** What happened to one process of the program. */
export class ProcessRecord {
  readonly lastLines: string[] = [];

  constructor(
    private readonly program: ProgramRecord,
    private readonly start: number,
  ) {}

  line(text: string): void {
    this.lastLines.push(text.slice(0, MAX_LINE_LENGTH));
    if (this.lastLines.length > TAIL_LINES) this.lastLines.shift();
    if (!text.startsWith(KILLED_AT)) return;
    const failpoint = text.slice(KILLED_AT.length);
    this.program.killedAt[failpoint] = (this.program.killedAt[failpoint] ?? 0) + 1;
  }

  ended({ code, signal }: Exit): void {
    const { deaths, unexpectedExits } = this.program;
    if (signal) deaths[signal] = (deaths[signal] ?? 0) + 1;
    if (signal === 'SIGKILL' || unexpectedExits.length === MAX_UNEXPECTED) return;
    unexpectedExits.push({ start: this.start, code, signal, lastLines: this.lastLines });
  }
}
