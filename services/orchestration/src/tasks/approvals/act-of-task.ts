import { actOf, type ActFacts, type ActName, type FactType } from '@vividwalls/contracts';
import { RuleCache, RuleError, type Context, type Rule, type Variables } from '@vividwalls/rules';
import type { Capability, CapabilityAct } from '../../registry/capability.js';
import { factsOf, TASK_VARIABLES } from '../../routing/task-facts.js';
import type { Acting } from '../changes/acting.js';
import { expectedCost } from '../changes/agent-costs.js';
import type { TaskRecord } from '../record/task-record.js';

/** What of a task the facts of its act may be made of, beside what rules may look at. */
export const ACT_VARIABLES = {
  ...TASK_VARIABLES,
  input: 'dyn',
  context: 'dyn',
  subject: 'string',
  priority: 'string',
  customerId: 'string',
  orderId: 'string',
} as const satisfies Variables;

const rules = new RuleCache({ variables: TASK_VARIABLES });
const expressions = new RuleCache({ variables: ACT_VARIABLES });

/** The act that governance is asked about before a task begins, and why. */
export interface TaskAct {
  readonly act: ActName;
  readonly facts: ActFacts;
  readonly why: string;
}

/**
 * Which act it is that a task begins; undefined when nobody need be asked. A proposal has no effects, and work that a person does
 * is theirs. Where a rule can't tell, governance is asked.
 */
export function actOfTask(task: TaskRecord, acting: Pick<Acting, 'agent' | 'capability'>): TaskAct | undefined {
  const { approval, title } = acting.capability;
  if (task.mode === 'propose' || task.stage === 'person' || approval === 'never') return undefined;
  if (approval === 'always') return capabilityRun(task, acting, `${title} always needs a person’s yes`);
  if ('act' in approval) return { act: approval.act, facts: factsOfAct(approval, task), why: title };
  const why = whyBy(approval.when, task);
  return why === undefined ? undefined : capabilityRun(task, acting, why);
}

function capabilityRun(task: TaskRecord, { agent, capability }: Pick<Acting, 'agent' | 'capability'>, why: string) {
  const { customerType } = task.context;
  const cost = expectedCost({ agent, capability });
  const facts = {
    ...{ capability: capability.name, agentId: agent.id, priority: task.priority },
    ...(cost && { estimateMinor: cost.amountMinor.toString() }),
    ...(cost && task.currency !== null && { currency: task.currency }),
    ...(customerType !== undefined && { customerType }),
  };
  return { act: 'capability.run', facts, why } as const;
}

function whyBy(when: string, task: TaskRecord): string | undefined {
  const rule: Rule | RuleError = rules.get(when);
  if (rule instanceof RuleError) return 'the rule that says whether a person must be asked can’t be read';
  const outcome = rule.evaluate(factsOf(task));
  if (!outcome.ok) return `whether a person must be asked is not known: ${outcome.reason}`;
  return outcome.value === false ? undefined : `a person must say yes when ${when}`;
}

/** The facts that can be found out; the others are not known, and a policy that needs one of them holds. */
function factsOfAct({ act, facts }: CapabilityAct, task: TaskRecord): ActFacts {
  const context = actContext(task);
  const known = actOf(act).facts;
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, source]) => {
      const expression: Rule | RuleError = expressions.get(source);
      const definition = known[name];
      if (expression instanceof RuleError || !definition) return [];
      const outcome = expression.evaluate(context);
      const fact = outcome.ok ? factOf(outcome.value, definition.type) : undefined;
      return fact === undefined ? [] : [[name, fact]];
    }),
  );
}

function actContext(task: TaskRecord): Context {
  const { input, context, subject, priority } = task;
  const { customerId, orderId } = context;
  return {
    ...factsOf(task),
    ...{ input, context, subject, priority },
    ...(customerId !== undefined && { customerId }),
    ...(orderId !== undefined && { orderId }),
  };
}

const WHOLE = /^-?(0|[1-9]\d{0,14})$/;
const TEXT_MAX = 500;

/** A value of the rule language as the fact it stands for; undefined when it is none of that type. */
function factOf(value: unknown, type: FactType): unknown {
  switch (type) {
    case 'money': {
      const text = typeof value === 'bigint' ? value.toString() : value;
      return typeof text === 'string' && WHOLE.test(text) ? text : undefined;
    }
    case 'int':
      return typeof value === 'bigint' ? Number(value) : Number.isSafeInteger(value) ? value : undefined;
    case 'number':
      return typeof value === 'bigint' ? Number(value) : Number.isFinite(value) ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value.slice(0, TEXT_MAX) : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'instant':
      return value instanceof Date ? value.toISOString() : undefined;
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  }
}

/** What is wrong with the act of a capability, by pointer below `/approval`: acts and facts that there are not, expressions that can’t be read. */
export function faultsOfCapabilityAct({ act, facts }: CapabilityAct): { pointer: string; message: string }[] {
  const known = actOf(act).facts;
  return Object.entries(facts).flatMap(([name, source]) => {
    const pointer = `/approval/facts/${name}`;
    if (!Object.hasOwn(known, name)) return [{ pointer, message: `is no fact of ${act}` }];
    const expression = expressions.get(source);
    if (!(expression instanceof RuleError)) return [];
    return expression.faults.map(({ message, position: { line, column } }) => ({
      pointer,
      message: `${message} (line ${line}, column ${column})`,
    }));
  });
}

/** The names of acts that a capability stands for, for whoever looks for what is guarded. */
export const isCapabilityAct = (approval: Capability['approval']): approval is CapabilityAct =>
  typeof approval === 'object' && 'act' in approval;
