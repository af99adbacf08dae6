import { bucketOf, BUCKETS } from './bucket.js';
import type { Course } from './course.js';
import { inputFor } from './inputs.js';
import type { InputObject } from './json.js';
import type { PersonaRequest } from './request.js';

/** States in which work proves something. */
export type ProvingState = 'shadow' | 'canary_10' | 'canary_50' | 'active';

/** How many of 100 buckets the target agent acts for. */
const TARGET_BUCKETS: Readonly<Record<ProvingState, number>> = { shadow: 0, canary_10: 10, canary_50: 50, active: 100 };

export type Arm = 'legacy' | 'target';

/** A task as `POST /api/orchestration/tasks/batch` takes it. */
export interface ProofTask {
  readonly key: string;
  readonly capability: string;
  readonly input: InputObject;
  readonly context: { readonly text: string; readonly channel?: string; readonly tags?: readonly string[] };
  readonly priority: 'low';
  readonly subject: string;
}

/** The migration that tasks are for, in its present run. */
export interface Proven {
  readonly id: string;
  readonly run: number;
}

/**
 * Tasks number `from` to `to` (not included) of one arm of a state. The same numbers are the same tasks, by their keys, so that
 * sending them again does nothing. In a canary only subjects of the arm's buckets are asked about: which customers come is the
 * demo's choice, who serves them is orchestration's.
 *
 * Of the shadow it is the legacy agent's work; the proposals beside it come by themselves.
 */
export function proofTasks(
  request: PersonaRequest,
  course: Pick<Course, 'differsEvery' | 'differsOnce'>,
  migration: Proven,
  state: ProvingState,
  arm: Arm,
  from: number,
  to: number,
): ProofTask[] {
  const subjects = subjectsOf(migration.id, state, arm, to).slice(from);
  return subjects.map((subject, i) => {
    const n = from + i;
    const text = request.texts[n % request.texts.length]!;
    const differs = state === 'shadow' && isDiffering(course, n);
    return {
      key: `demo/${migration.id}/${migration.run}/${state}/${subject}`,
      capability: request.capability,
      input: inputFor(request.capability, { n, text, persona: request.persona, differs }),
      context: {
        text,
        ...(request.channel !== undefined && { channel: request.channel }),
        ...(request.tag !== undefined && { tags: [request.tag] }),
      },
      priority: 'low',
      subject,
    };
  });
}

function isDiffering({ differsEvery, differsOnce = false }: Pick<Course, 'differsEvery' | 'differsOnce'>, n: number) {
  if (differsEvery !== undefined) return n % differsEvery === differsEvery - 1;
  return differsOnce && n === 10;
}

/** The first `count` subjects of an arm: customers of the demo, in the order of their numbers. */
export function subjectsOf(migrationId: string, state: ProvingState, arm: Arm, count: number): string[] {
  const wanted = TARGET_BUCKETS[state];
  const isSplit = wanted > 0 && wanted < BUCKETS;
  const found: string[] = [];
  for (let n = 1; found.length < count; n += 1) {
    const subject = `demo-customer-${n}`;
    if (!isSplit || bucketOf(migrationId, subject) < wanted === (arm === 'target')) found.push(subject);
  }
  return found;
}
