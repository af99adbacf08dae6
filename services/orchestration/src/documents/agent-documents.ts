import { communicationMatrix } from './communication-matrix.js';
import type { Consolidated } from './consolidated.js';
import { consolidationMap } from './consolidation-map.js';
import { riskMatrix } from './risk-matrix.js';
import { testingStrategy } from './testing-strategy.js';

/** The plan's documents of the consolidation, by the names of their files: each a pure function of what there is. */
export const AGENT_DOCUMENTS: ReadonlyMap<string, (consolidated: Consolidated) => string> = new Map([
  ['consolidation-map', consolidationMap],
  ['risk-matrix', riskMatrix],
  ['communication-matrix', communicationMatrix],
  ['testing-strategy', testingStrategy],
]);
