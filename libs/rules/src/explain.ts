import { Facts, type Context } from './facts.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { parse } from './parse.js';
import { programOf } from './program.js';
import type { Rule } from './rule.js';
import { childrenOf, COMPARISONS, isLiteral, textOf, type Node } from './syntax.js';

/**
 * Why a rule said what it said: a part of its source with what that part alone came to, and the parts below it. Parts are
 * shown as well where the whole did not need them, so that `a || b` shows both.
 */
export interface Explanation {
  /** `all` for `&&`, `any` for `||`, `comparison` with the operands that are no literals, `value` for everything else. */
  readonly kind: 'all' | 'any' | 'not' | 'choice' | 'comparison' | 'value';
  readonly source: string;
  readonly outcome: Outcome;
  readonly parts: readonly Explanation[];
}

const KINDS: Readonly<Record<string, Explanation['kind']>> = { '&&': 'all', '||': 'any', '!_': 'not', '?:': 'choice' };

/** Evaluates a rule part by part. Never throws. Compiles the rule anew, once per part: for people, not for routing. */
export function explain(rule: Rule, context: Context | Facts): Explanation {
  const facts = Facts.of(context);
  const refused = facts.demand(rule.variables);
  if (refused !== undefined) {
    return { kind: 'value', source: rule.source, outcome: { ok: false, reason: refused }, parts: [] };
  }
  const explained = (node: Node): Explanation => {
    const kind = KINDS[node.op] ?? (COMPARISONS.has(node.op) ? 'comparison' : 'value');
    return {
      kind,
      source: textOf(rule.source, node),
      outcome: outcomeOf(programOf(node), facts.values, rule.source),
      parts: kind === 'value' ? [] : partsOf(node).map(explained),
    };
  };
  return explained(parse(rule.source).ast);
}

/** `a && b && c` is one conjunction of three, though it parses as two. Literals explain themselves. */
function partsOf(node: Node): Node[] {
  const chained = node.op === '&&' || node.op === '||';
  return childrenOf(node)
    .flatMap((child) => (chained && child.op === node.op ? partsOf(child) : [child]))
    .filter((part) => !isLiteral(part));
}
