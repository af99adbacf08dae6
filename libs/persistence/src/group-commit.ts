import { isInfrastructureFailure } from './infrastructure-failure.js';

/** Questions decided in one transaction at most: beyond some hundreds each waits longer for the others than for the disk. */
export const GROUP_MAX = 256;

/** Questions that wait for the next transaction at most; whoever comes beyond that hears at once that it is too much. */
export const WAITING_MAX = 2_048;

/** A group that lost a race (deadlock, serialisation, a key asked elsewhere at the same moment) is tried again so often. */
const RACES_LOST_MAX = 5;

/** More wait than may. Nothing was decided. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
  readonly code = 'too-many-waiting';
  constructor(waiting: number) {
    super(`${waiting} questions wait already; nothing was decided`);
  }
}

/** Whoever asked is gone. Nothing was decided. */
export class AskerGone extends Error {
  override readonly name = 'AskerGone';
  readonly code = 'asker-gone';
}

/** A group met another process's work in a way that one more try gets around. */
export class RaceLost extends Error {
  override readonly name = 'RaceLost';
}

export interface GroupCommitSettings<Question, Answer> {
  /** One transaction for all of a group, in order: an answer for each question, once it is committed. */
  readonly decide: (group: readonly Question[]) => Promise<readonly Answer[]>;
  readonly groupMax?: number;
  readonly waitingMax?: number;
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly signal: AbortSignal | undefined;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Decides many questions in one transaction. While a transaction runs, questions *wait*; the next one *decides* all of them,
 * in the order in which they came. An idle process decides a single question at once: nothing is waited for on purpose. One
 * transaction at a time, because on one hot row the next would only wait for the lock.
 *
 * A hot budget costs a transaction per question otherwise: a lock handed over and a disk flushed for each, some hundreds a
 * second, however many connections.
 *
 * What fails how:
 * - the database or the way to it: all of the group hear the error, since whether it committed isn't known. Fails closed.
 * - anything else: the group is halved until the question at fault stands alone; its neighbours are decided.
 * - a lost race: the same group again, up to {@link RACES_LOST_MAX} times.
 * - an asker who is gone before the transaction begins: not decided.
 */
export class GroupCommit<Question, Answer> {
  private readonly waiting: Waiting<Question, Answer>[] = [];
  private isDeciding = false;

  constructor(private readonly settings: GroupCommitSettings<Question, Answer>) {}

  /**
   * The answer, once the transaction that decided it is committed.
   * @throws TooManyWaiting, AskerGone, or why the transaction failed
   */
  ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    const { waitingMax = WAITING_MAX } = this.settings;
    if (this.waiting.length >= waitingMax) return Promise.reject(new TooManyWaiting(this.waiting.length));
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, signal, resolve, reject });
      if (!this.isDeciding) void this.decideAll();
    });
  }

  private async decideAll(): Promise<void> {
    this.isDeciding = true;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.settings.groupMax ?? GROUP_MAX);
      for (const { reject } of group.filter(isGone)) reject(new AskerGone('nobody waits for the answer any more'));
      await this.decide(group.filter((one) => !isGone(one)));
    }
    this.isDeciding = false;
  }

  private async decide(group: readonly Waiting<Question, Answer>[], racesLost = 0): Promise<void> {
    if (group.length === 0) return;
    try {
      const answers = await this.settings.decide(group.map(({ question }) => question));
      for (const [i, { resolve }] of group.entries()) resolve(answers[i]!);
    } catch (error) {
      if (isLostRace(error)) {
        if (racesLost < RACES_LOST_MAX) return this.decide(group, racesLost + 1);
      } else if (!isInfrastructureFailure(error) && group.length > 1) {
        const middle = group.length >> 1;
        await this.decide(group.slice(0, middle));
        return this.decide(group.slice(middle));
      }
      for (const { reject } of group) reject(error);
    }
  }
}

const isGone = ({ signal }: { readonly signal: AbortSignal | undefined }): boolean => signal?.aborted === true;

/** Serialisation failure, deadlock, lock not available: nothing was changed, and nobody is at fault. */
const CONTENTION = new Set(['40001', '40P01', '55P03']);

function isLostRace(error: unknown): boolean {
  if (error instanceof RaceLost) return true;
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return CONTENTION.has(code ?? driverError?.code ?? '');
}
