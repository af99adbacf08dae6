import { compileRule, Facts, holds, type Outcome, type Rule } from '@vividwalls/rules';
import type { EventEnvelope } from '@vividwalls/messaging';
import type { Json, JsonObject } from '../../json.js';
import { ID_MAX } from '../../tasks/enqueue/task-faults.js';
import type { NewTask, TaskContext } from '../../tasks/task.js';
import { ACTIVATION_VARIABLES, expressionIn, type ActivationRule } from './activation-rule.js';
import { jsonOfCel } from './json-of-cel.js';

/** What a rule makes of an event. */
export type Activation =
  | { readonly outcome: 'no' }
  /** Whether it holds can't be known: no task, and a row in the log. */
  | { readonly outcome: 'unknown'; readonly reason: string }
  /** It holds, and no task can be made of it. */
  | { readonly outcome: 'fault'; readonly reason: string }
  | { readonly outcome: 'task'; readonly task: NewTask; readonly leftOut: readonly string[] };

type Filled = (facts: Facts) => Json | undefined;

/** A rule compiled once for any number of events. Pure: the same event at the same time makes the same task. */
export class CompiledActivation {
  private readonly when: Rule;
  private readonly subject: Rule;
  private readonly key: Rule | undefined;
  private readonly input: Filled;
  private readonly context: Filled;
  /** Why expressions of the template could not be known, while an event is looked at. */
  private leftOut: string[] = [];

  /** @throws RuleError when an expression is none */
  constructor(readonly rule: ActivationRule) {
    const { when, template } = rule;
    this.when = compiled(when);
    this.subject = compiled(template.subject);
    this.key = template.key === undefined ? undefined : compiled(template.key);
    this.input = this.filling(template.input, 'input');
    this.context = this.filling(template.context ?? {}, 'context');
  }

  activate(event: EventEnvelope, now: Date): Activation {
    const facts = Facts.of(factsOf(event, now));
    const held = holds(this.when, facts);
    if (held === undefined) return { outcome: 'unknown', reason: reasonOf(this.when.evaluate(facts)) };
    if (!held) return { outcome: 'no' };
    this.leftOut = [];
    const subject = this.subject.evaluate(facts);
    if (!isId(subject)) return fault('its subject', subject);
    const key = this.key?.evaluate(facts) ?? ({ ok: true, value: event.id } as const);
    if (!isId(key)) return fault('its key', key);
    const task = this.taskOf(event, now, { subject: subject.value, key: key.value }, facts);
    if (task.key.length > ID_MAX) return fault('its key', key);
    return { outcome: 'task', task, leftOut: this.leftOut };
  }

  private taskOf(event: EventEnvelope, now: Date, named: { subject: string; key: string }, facts: Facts): NewTask {
    const { id, template } = this.rule;
    const { capability, priority, dueInS, agentId, personaId } = template;
    return {
      ...{ key: `rule:${id}:${named.key}`, capability, priority, subject: named.subject, requestedBy: `rule:${id}` },
      ...{ input: this.input(facts) as JsonObject, context: this.context(facts) as TaskContext },
      ...(dueInS !== undefined && { dueAt: new Date(now.getTime() + dueInS * 1_000) }),
      ...(agentId !== undefined && { agentId }),
      ...(personaId !== undefined && { personaId }),
      test: event.test,
      cause: {
        ...{ correlationId: event.correlationid, causationId: event.id },
        ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      },
    };
  }

  private filling(value: Json, path: string): Filled {
    const source = expressionIn(value);
    if (source !== undefined) return this.filled(compiled(source), path);
    if (Array.isArray(value)) {
      const items = (value as readonly Json[]).map((item, index) => this.filling(item, `${path}/${index}`));
      return (facts) => items.map((item) => item(facts) ?? null);
    }
    if (typeof value !== 'object' || value === null) return () => value;
    const fields = Object.entries(value as JsonObject).map(
      ([name, field]) => [name, this.filling(field ?? null, `${path}/${name}`)] as const,
    );
    return (facts) => {
      const made: Record<string, Json> = {};
      for (const [name, fill] of fields) {
        const json = fill(facts);
        if (json !== undefined) made[name] = json;
      }
      return made;
    };
  }

  private filled(rule: Rule, path: string): Filled {
    return (facts) => {
      const outcome = rule.evaluate(facts);
      const json = outcome.ok ? jsonOfCel(outcome.value) : undefined;
      if (json === undefined) this.leftOut.push(`${path}: ${outcome.ok ? 'is no JSON' : outcome.reason}`);
      return json;
    };
  }
}

const compiled = (source: string): Rule => compileRule(source, { variables: ACTIVATION_VARIABLES });

function factsOf(event: EventEnvelope, now: Date) {
  const { id, type, subject, time, version, actor, source, test, shop, data } = event;
  return { event: { id, type, subject, time, version, actor, source, test, shop }, data, now };
}

function isId(outcome: Outcome): outcome is { readonly ok: true; readonly value: string } {
  return outcome.ok && typeof outcome.value === 'string' && outcome.value !== '' && outcome.value.length <= ID_MAX;
}

function fault(what: string, outcome: Outcome): Activation {
  const why = outcome.ok ? `must be text of 1 to ${ID_MAX} characters` : `is unknown: ${outcome.reason}`;
  return { outcome: 'fault', reason: `${what} ${why}` };
}

const reasonOf = (outcome: Outcome): string => (outcome.ok ? 'the rule does not say yes or no' : outcome.reason);
