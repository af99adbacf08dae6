import { byItself } from '../by-itself.js';
import type { ChildEnd, ChildStep, ComputeStep, EffectStep, PlaybookRun } from '../engine/playbook.js';
import { moveProspect, type ProspectMove, type ProspectState } from './prospect-rows.js';
import type { Prospect } from './prospect.js';

export type OutreachRun = PlaybookRun<Prospect>;

const DAY_MS = 86_400_000;

/** ISO. */
export const daysFrom = (at: Date, days: number): string => new Date(at.getTime() + days * DAY_MS).toISOString();

/** What a proposal takes for the end of a child: nobody did anything. */
export const proposedChild = (): ChildEnd => ({ taskId: '', state: 'succeeded', output: null, error: null });

/** A moment, kept from when it is first asked for; ISO. */
export function timesStep(name: string, work: (run: OutreachRun) => string): ComputeStep<Prospect, string> {
  return { kind: 'compute', name, work };
}

/** Takes a business to its next state, and keeps since when and why. */
export function moveStep(
  name: string,
  when: (run: OutreachRun) => boolean,
  move: (run: OutreachRun) => readonly [ProspectState, string],
): EffectStep<Prospect, ProspectMove> {
  const moveOf = (run: OutreachRun): ProspectMove => {
    const [state, why] = move(run);
    return { state, since: run.now.toISOString(), why };
  };
  return {
    ...{ kind: 'effect', name, when, proposal: moveOf },
    async work(run, tx) {
      const made = moveOf(run);
      await moveProspect(tx, run.taskId, run.input.company, made);
      return made;
    },
  };
}

/** An answer that comes from outside: a person, or a workflow that reads the mail, gives it to the task that waits for it. */
export function answerStep(
  name: string,
  when: (run: OutreachRun) => boolean,
  question: 'interest' | 'quote',
  until: (run: OutreachRun) => string,
): ChildStep<Prospect> {
  return {
    ...{ kind: 'child', name, when, orElse: 'go_on' },
    task: (run) => ({
      capability: 'outreach.reply',
      ...byItself(run, 'outreach.reply'),
      input: { company: run.input.company, contact: run.input.contact, question, until: until(run) },
    }),
    until: (run) => new Date(until(run)),
    proposal: () => ({ ...proposedChild(), state: 'late' }),
  };
}
