/** What the bench measures: the decision by itself. */
export type { Agent } from '../registry/agent.js';
export type { Capability } from '../registry/capability.js';
export { rosterOf } from '../registry/roster-snapshot.js';
export { registrySeed } from '../registry/seeding/registry-seed.js';
export { PreparedRules } from './prepared-rules.js';
export { route } from './route.js';
export type { RoutingState } from './routing-decision.js';
export type { PersonaRule } from './rules/persona-rule.js';
export type { Sample, PersonaWords } from './samples/sample.js';
export { SampleIndex } from './samples/sample-index.js';
export { samplesOf } from './samples/samples-of.js';
export { seededLabels, seededPersonaWords } from './seeds/seeds.js';
export { TASK_VARIABLES, type RoutableTask } from './task-facts.js';
