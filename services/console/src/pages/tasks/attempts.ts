import type { TaskLine } from './merge-timeline';

/** One try: who had it, from when to when, and how it ended. */
export interface Attempt {
  readonly n: number;
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
  /** How it ended, in the engine's words. */
  readonly note: string;
}

const OUTCOMES: Readonly<Record<string, Attempt['outcome']>> = {
  ...{ succeed: 'succeeded', retry: 'failed', fall_back: 'failed', fail: 'failed', time_out: 'failed' },
  ...{ reject: 'failed', cancel: 'cancelled', put_back: 'interrupted' },
};

/** Tries as the timeline tells them, first one first. A run that another runner takes over goes on as the same try. */
export function attemptsOf(lines: readonly TaskLine[]): Attempt[] {
  const attempts: Attempt[] = [];
  let who: Pick<Attempt, 'agentId' | 'personaId'> = { agentId: null, personaId: null };
  for (const { move, at, note, facts } of lines) {
    if (move === 'route') who = { agentId: textOf(facts?.['agentId']), personaId: textOf(facts?.['personaId']) };
    if (move === 'begin') {
      attempts.push({ n: attempts.length + 1, ...who, startedAt: at, endedAt: null, outcome: 'running', note: '' });
    }
    const [outcome, last] = [OUTCOMES[move], attempts.at(-1)];
    if (outcome && last?.endedAt === null) attempts[attempts.length - 1] = { ...last, endedAt: at, outcome, note };
  }
  return attempts;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
