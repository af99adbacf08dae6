import { Facts, type Context } from './facts.js';
import { outcomeOf, type Outcome } from './outcome.js';
import type { Program } from './program.js';

/** A rule that was parsed, checked and bounded: made by `compileRule`. Holds no state of an evaluation. */
export class Rule {
  constructor(
    readonly source: string,
    /** The CEL type of its value: `bool`, `int`, `list<string>`, …, or `dyn` when only evaluation can tell. */
    readonly type: string,
    /** The variables it reads, in the order of their first use. */
    readonly variables: readonly string[],
    private readonly program: Program,
  ) {}

  /**
   * Never throws: data that is missing or does not fit gives a reason. No data is not false, so callers decide what an unknown
   * answer means to them. `&&` and `||` answer when one side is enough, whatever the other lacks.
   *
   * @param context plain JSON with bigint and Date, or `Facts` of it when several rules are asked
   */
  evaluate(context: Context | Facts): Outcome {
    const facts = Facts.of(context);
    const refused = facts.demand(this.variables);
    return refused === undefined ? outcomeOf(this.program, facts.values, this.source) : { ok: false, reason: refused };
  }
}

/** Whether the rule holds; undefined when that can't be known, which includes a value that is no boolean. */
export function holds(rule: Rule, context: Context | Facts): boolean | undefined {
  const outcome = rule.evaluate(context);
  return outcome.ok && typeof outcome.value === 'boolean' ? outcome.value : undefined;
}
