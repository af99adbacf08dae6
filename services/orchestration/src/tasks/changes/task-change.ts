import type { NewEvent } from '@vividwalls/messaging';
import type { JsonObject } from '../../json.js';
import { ENDS, moveTask, type TaskMove } from '../task-machine.js';
import type { TaskRecord } from '../record/task-record.js';
import type { TaskState, WaitsFor } from '../task.js';

/** A row of the timeline. */
export interface TimelineLine {
  readonly at: Date;
  /** A move, or something that happened without one: `note`. */
  readonly move: TaskMove | 'queued' | 'noted';
  readonly state: TaskState;
  readonly waitsFor: WaitsFor | null;
  readonly actor: string | null;
  readonly note: string;
  readonly facts: JsonObject | null;
}

/** What is asked of finance for a task, or what became of it. */
export interface SpendWritten {
  readonly n: number;
  readonly key: string;
  readonly agentId: string;
  readonly state: 'asked' | 'reserved' | 'to_commit' | 'to_release' | 'refused';
  readonly amountMinor: bigint;
  readonly allowanceMinor: bigint;
  readonly actualMinor: bigint | null;
  readonly currency: string;
  readonly heldUntil: Date | null;
  readonly reason: string;
}

export interface Said {
  readonly note: string;
  readonly actor?: string;
  readonly facts?: JsonObject;
}

/** Longest note of a timeline. */
export const NOTE_MAX = 1_000;

/**
 * What happens to one task in one transaction: any number of moves, their lines of the timeline, the events that others must
 * hear. It is only thought so far; `writeChanges` makes it so, unless the row has moved on in the meantime.
 */
export class TaskChange {
  private now: TaskRecord;
  readonly lines: TimelineLine[] = [];
  readonly events: NewEvent[] = [];
  readonly spends: SpendWritten[] = [];

  constructor(
    readonly before: TaskRecord,
    readonly at: Date,
  ) {
    this.now = before;
  }

  get after(): TaskRecord {
    return this.now;
  }

  get hasEnded(): boolean {
    return ENDS.has(this.now.state);
  }

  /** @throws Error when the machine refuses: a fault of the code, for whoever asks from outside is refused before */
  move(move: TaskMove, said: Said, set: Partial<TaskRecord> = {}): this {
    return this.pass(move, set).line(move, said);
  }

  /** A move that is not worth a line of its own: the next one says it all. */
  pass(move: TaskMove, set: Partial<TaskRecord> = {}): this {
    const position = moveTask(this.now, move);
    if ('refused' in position) throw new Error(`task ${this.now.id}: ${position.refused}`);
    this.now = { ...this.now, ...set, ...position };
    return this;
  }

  /** Something that happened without a move. */
  noted(said: Said, set: Partial<TaskRecord> = {}): this {
    this.now = { ...this.now, ...set };
    return this.line('noted', said);
  }

  set(set: Partial<TaskRecord>): this {
    this.now = { ...this.now, ...set };
    return this;
  }

  tell(event: NewEvent): this {
    this.events.push(event);
    return this;
  }

  spend(written: SpendWritten): this {
    this.spends.push(written);
    return this;
  }

  private line(move: TimelineLine['move'], { note, actor, facts }: Said): this {
    const { state, waitsFor } = this.now;
    const bounded = note.slice(0, NOTE_MAX);
    this.lines.push({ at: this.at, move, state, waitsFor, actor: actor ?? null, note: bounded, facts: facts ?? null });
    return this;
  }
}
