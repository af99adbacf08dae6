import { RuleSet, RuleCache, type Context, type Variables } from '@vividwalls/rules';
import { factsOf, TASK_VARIABLES } from '../routing/task-facts.js';
import type { Task } from '../tasks/task.js';
import type { MigrationInForce } from './assignment.js';

/** A kind of work that stays with the legacy agent until the migration is active. */
export interface ExcludedKind {
  readonly name: string;
  /** CEL over `EXCLUSION_VARIABLES`. */
  readonly when: string;
}

/** What a rule may look at: the facts that routing has, and whom and what the task is about. */
export const EXCLUSION_VARIABLES = {
  ...TASK_VARIABLES,
  priority: 'string',
  requestedBy: 'string',
  isAboutCustomer: 'bool',
  isAboutOrder: 'bool',
} as const satisfies Variables;

/**
 * Kept back unless a migration says otherwise. A customer whose type nobody knows may be a commercial one: unknown keeps the
 * work with the legacy agent.
 */
export const DEFAULT_EXCLUDED: readonly ExcludedKind[] = [
  {
    name: 'commercial buyers',
    when:
      'isAboutCustomer && customerType in ["commercial", "business", "b2b", "hospitality", "healthcare", "corporate", ' +
      '"retail", "real_estate", "trade", "government", "education"]',
  },
  {
    name: 'active orders',
    when: 'isAboutOrder && tags.exists(t, t in ["active-order", "in-production", "in-transit"])',
  },
  {
    name: 'escalations',
    when: 'tags.exists(t, t in ["escalation", "complaint", "crisis"])',
  },
];

export type ExcludableTask = Pick<Task, 'capability' | 'context' | 'pinnedAgentId' | 'priority' | 'requestedBy'>;

const cache = new RuleCache({ variables: EXCLUSION_VARIABLES });
const sets = new WeakMap<MigrationInForce, RuleSet<number>>();

/**
 * Why a task is kept back; undefined when it is not. What a rule can't know keeps it back too: until a migration is active, care
 * costs nothing but time.
 */
export function exclusionOf(task: ExcludableTask, migration: MigrationInForce): string | undefined {
  const { excluded, excludedNames } = migration;
  if (excluded.length === 0) return undefined;
  const { holding, unknown } = rulesOf(migration).holding(exclusionFacts(task));
  const nameOf = (index: number) => excludedNames?.[index] ?? excluded[index]!;
  if (holding[0] !== undefined) return nameOf(holding[0]);
  for (const [index, why] of unknown) return `${nameOf(index)}, which can't be ruled out: ${why}`;
  return undefined;
}

/** What rules see. Whoever asks for a task puts tags on it, and none is the usual: without any there are none. */
export function exclusionFacts(task: ExcludableTask): Context {
  const { context, priority, requestedBy } = task;
  return {
    tags: [],
    ...factsOf(task),
    ...{ priority, requestedBy },
    isAboutCustomer: context.customerId !== undefined,
    isAboutOrder: context.orderId !== undefined,
  };
}

function rulesOf(migration: MigrationInForce): RuleSet<number> {
  const known = sets.get(migration);
  if (known) return known;
  const made = new RuleSet(
    migration.excluded.map((source, index) => [index, source] as const),
    cache,
  );
  sets.set(migration, made);
  return made;
}
