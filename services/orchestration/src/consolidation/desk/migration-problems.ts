import type { GateFinding } from '@vividwalls/events';
import { Problem } from '@vividwalls/platform';
import type { MigrationState } from '../assignment.js';
import type { Migration } from '../migration.js';

/** Agents that are moved don't decide on it. @throws Problem 403 for an agent */
export function onlyPeople(actor: string): void {
  if (actor.startsWith('agent:'))
    throw new Problem(403, 'Not allowed', `${actor} is an agent; a person decides who takes over from whom.`);
}

export const noMigration = (id: string): Problem =>
  new Problem(404, 'No such migration', `There is no migration ${id}.`);

/** @throws Problem 422 unless there are no obstacles */
export function notPossible(obstacles: readonly string[]): void {
  if (obstacles.length === 0) return;
  const errors = obstacles.map((message) => ({ pointer: '', message }));
  throw new Problem(422, 'Not possible', `${obstacles.join('; ')}.`.slice(0, 1_000), { errors });
}

export const moveRefused = ({ state }: Migration, reason: string): Problem =>
  new Problem(409, 'Not from this state', reason, { state });

export const seenOtherwise = ({ state, stateSince }: Migration, from: MigrationState): Problem =>
  new Problem(
    409,
    'Moved meanwhile',
    `It is ${state} since ${stateSince.toISOString()}, not ${from}: look at it again before the next step.`,
    { state },
  );

export function gatesNotPassed({ state }: Migration, findings: readonly GateFinding[]): Problem {
  const open = findings.filter(({ verdict }) => verdict === 'failed' || verdict === 'unknown');
  const detail = open.map(({ gate, verdict, finding }) => `${gate} ${verdict}: ${finding}`).join('. ');
  return new Problem(409, 'Gates not passed', `${detail}.`, { state, findings });
}

export const reasonMissing = (): Problem =>
  new Problem(422, 'No reason', 'Whoever overrules gates says why.', {
    errors: [{ pointer: '/reason', message: 'is needed to overrule' }],
  });
