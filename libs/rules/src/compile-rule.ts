import { environmentOf, type Variables } from './declarations.js';
import { MAX_SOURCE_CHARACTERS } from './limits.js';
import { parse, typeOf } from './parse.js';
import { programOf } from './program.js';
import { Rule } from './rule.js';
import { faultAt, RuleError } from './rule-error.js';
import type { Node } from './syntax.js';
import { vet } from './vet.js';

export interface RuleOptions {
  /** The variables there are. Another name, a field that is not declared, or a misuse of a type then is a fault. */
  readonly variables?: Variables;
}

/**
 * Parses, checks and bounds a rule; done once, when the rule is saved or loaded: it costs some thirty
 * evaluations.
 *
 * @param source CEL, see README.md for what of it
 * @throws RuleError with every fault found. Faults of syntax hide those of names and functions, which hide those of types.
 */
export function compileRule(source: string, { variables }: RuleOptions = {}): Rule {
  if (source.length > MAX_SOURCE_CHARACTERS) {
    const message = `A rule has at most ${MAX_SOURCE_CHARACTERS} characters, this one has ${source.length}`;
    throw new RuleError(source, [faultAt(source, 0, message)]);
  }
  const program = parse(source);
  const root: Node = program.ast;
  const vetted = vet(source, root, variables && new Set(Object.keys(variables)));
  if (vetted.faults.length > 0) throw new RuleError(source, vetted.faults);

  const type = typeOf(source, variables ? parse(source, environmentOf(variables)) : program);
  return new Rule(source, type, vetted.variables, programOf(root));
}

/**
 * The rule, if its value can be a boolean.
 *
 * @throws RuleError when its type is known and another one
 */
export function assertBoolean(rule: Rule): Rule {
  if (rule.type === 'bool' || rule.type === 'dyn') return rule;
  throw new RuleError(rule.source, [faultAt(rule.source, 0, `This rule must say yes or no, but gives a ${rule.type}`)]);
}
