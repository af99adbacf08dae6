import type { TakenPath } from '../registry/observed-paths.js';
import type { Roster } from '../registry/roster.js';
import type { PlanFigures } from './consolidation-figures.js';

/** What the documents of the consolidation are made from. */
export interface Consolidated {
  readonly roster: Roster;
  /** Paths between agents that were taken; empty as long as none was. */
  readonly paths: readonly TakenPath[];
  readonly plan: PlanFigures;
}
