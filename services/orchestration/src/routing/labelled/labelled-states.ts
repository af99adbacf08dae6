import type { Roster } from '../../registry/roster.js';
import type { PreparedRules } from '../prepared-rules.js';
import type { RoutingState } from '../routing-decision.js';
import { outOfFold } from '../samples/out-of-fold.js';
import { SampleIndex } from '../samples/sample-index.js';
import type { PersonaWords } from '../samples/sample.js';
import { samplesOf } from '../samples/samples-of.js';
import type { LabelledTask } from './labelled-task.js';
import type { StateOf } from './measure-routing.js';

export interface MeasuredWith {
  readonly roster: Roster;
  readonly prepared: PreparedRules;
  readonly rulesVersion: number;
  readonly vocabulary: readonly PersonaWords[];
  readonly delivered: readonly LabelledTask[];
  readonly corrections: readonly LabelledTask[];
}

/**
 * The states by which labelled tasks are routed when they are measured: each knows nothing of the task itself. One that was learnt
 * from (`train`, and every correction) is judged by what the other parts of the set teach; one that never was, by all of it. How
 * agents do has no part in it.
 */
export function labelledStates(of: MeasuredWith): StateOf {
  const { roster, prepared, rulesVersion, vocabulary } = of;
  const learnt = of.delivered.filter(({ split }) => split === 'train');
  const samples = [...samplesOf(learnt, roster, false), ...samplesOf(of.corrections, roster, true)];
  const indexFor = outOfFold(samples, vocabulary);
  const known = new Set([...learnt, ...of.corrections]);
  let whole: SampleIndex | undefined;
  const base = { roster, prepared, rulesVersion, conditions: new Map() };
  return (task): RoutingState => {
    const index = known.has(task) ? indexFor(task.id) : (whole ??= new SampleIndex(samples, vocabulary));
    return { ...base, samples: index };
  };
}
