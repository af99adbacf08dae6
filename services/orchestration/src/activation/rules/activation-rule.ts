import type { Variables } from '@vividwalls/rules';
import type { Json, JsonObject } from '../../json.js';
import type { StoredRule } from '../../routing/rules/versioned-rules.js';
import type { Priority } from '../../tasks/task.js';

/** Variables of an activation rule: the event's attributes, its payload, and the time at which it is looked at. */
export const ACTIVATION_VARIABLES = {
  event: {
    ...{ id: 'string', type: 'string', subject: 'string', time: 'string', version: 'int' },
    ...{ actor: 'string', source: 'string', test: 'bool', shop: 'string' },
  },
  data: 'dyn',
  now: 'timestamp',
} as const satisfies Variables;

/**
 * How an event becomes a task. `{ "cel": "…" }` anywhere in `input` and `context` is replaced by what the expression comes to; one
 * that can't be known is left out of an object, and is null in a list.
 */
export interface TaskTemplate {
  /** Null: routing finds it by the context. */
  readonly capability: string | null;
  readonly priority: Priority;
  /** CEL, text: what the task is about; one subject stays with one agent during a canary. */
  readonly subject: string;
  readonly input: JsonObject;
  readonly context?: JsonObject;
  /** CEL, text: what makes the task the same one; the event's id when left out. */
  readonly key?: string;
  /** Seconds from now until it must be done. */
  readonly dueInS?: number;
  /** Only this agent shall do it, and in this role. */
  readonly agentId?: string;
  readonly personaId?: string;
}

export interface ActivationRuleBody {
  /** With its version: `vw.shop.order.paid.v1`. */
  readonly eventType: string;
  readonly template: TaskTemplate;
}

/** Makes a task of an event when it holds for it. */
export interface ActivationRule extends ActivationRuleBody {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** CEL over `ACTIVATION_VARIABLES`. */
  readonly when: string;
}

export function activationRuleOf({ id, version, name, when, body }: StoredRule<ActivationRuleBody>): ActivationRule {
  return { id, version, name, when, eventType: body.eventType, template: body.template };
}

/** An expression within a template. */
export function expressionIn(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const [only] = entries;
  return entries.length === 1 && only![0] === 'cel' && typeof only![1] === 'string' ? only![1] : undefined;
}
