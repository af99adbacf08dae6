import { durationOf } from './durations.js';
import { FUNCTIONS } from './functions.js';
import { patternOf } from './patterns.js';
import { faultAt, type RuleFault } from './rule-error.js';
import { callOf, childrenOf, literalText, LOOPS, type Node } from './syntax.js';

/**
 * What a rule may call. Of the library's functions those are left out whose results may outgrow any bound (`cel.bind`, bytes,
 * `split`, `join`), and `getDayOfYear`, which depends on the machine's time zone.
 */
const CALLABLE: ReadonlySet<string> = new Set([...FUNCTIONS.keys(), ...LOOPS, 'has', 'duration', 'matches']);

/** Names that are types, or folders of types, and so can't be read as variables. */
const TYPES: ReadonlySet<string> = new Set([
  ...['bool', 'bytes', 'cel', 'double', 'dyn', 'google', 'int', 'list', 'map', 'null_type', 'optional', 'string'],
  ...['type', 'uint'],
]);

const BEYOND_INT = 2n ** 63n;

/** What a walk through a rule finds: every fault that needs no types, and the variables it reads. */
export interface Vetted {
  readonly faults: readonly RuleFault[];
  readonly variables: readonly string[];
}

/** @param declared the variables there are, or undefined when any name is one */
export function vet(source: string, root: Node, declared: ReadonlySet<string> | undefined): Vetted {
  const faults: RuleFault[] = [];
  const variables = new Set<string>();
  const fault = (node: Node, message: string) => void faults.push(faultAt(source, node.start, message));

  const visit = (node: Node, bound: ReadonlySet<string>): void => {
    if (node.op === 'id') {
      const name = node.args as string;
      if (bound.has(name)) return;
      variables.add(name);
      if (TYPES.has(name)) fault(node, `${name} is the name of a type, not of a variable`);
      else if (declared && !declared.has(name)) fault(node, `There is no variable ${name}${choices(declared)}`);
      return;
    }
    if (node.op === 'value' && typeof node.args === 'bigint' && node.args > BEYOND_INT) {
      return fault(node, 'This integer is beyond 64 bits');
    }
    const call = callOf(node);
    if (!call) return childrenOf(node).forEach((child) => visit(child, bound));

    const problem = problemOf(call);
    if (problem) fault(node, problem);
    const variable = call.receiver && LOOPS.has(call.name) ? call.args[0] : undefined;
    if (call.receiver) visit(call.receiver, bound);
    const inside = variable?.op === 'id' ? new Set([...bound, variable.args as string]) : bound;
    for (const argument of call.args) visit(argument, inside);
  };
  visit(root, new Set());
  return { faults, variables: [...variables] };
}

function problemOf({ name, receiver, args }: NonNullable<ReturnType<typeof callOf>>): string | undefined {
  if (!CALLABLE.has(name)) return `There is no function ${name} in rules`;
  if (receiver && name.startsWith('get') && args.length > 0) {
    return `${name} takes no time zone: write local(<timestamp>, <zone>).${name}()`;
  }
  if (name === 'duration') return problemOfLiteral(args[0], durationOf, 'duration takes a text such as "36h"');
  if (name === 'matches') return problemOfLiteral(args[0], patternOf, 'matches takes a pattern written in the rule');
  return undefined;
}

/** Why a text that must stand in the rule itself can't be used there, so that it fails when the rule is saved. */
function problemOfLiteral(node: Node | undefined, read: (text: string) => unknown, wanted: string): string | undefined {
  const text = literalText(node);
  if (text === undefined) return wanted;
  try {
    read(text);
    return undefined;
  } catch (error) {
    return `${wanted}: ${(error as Error).message.split('\n')[0]}`;
  }
}

function choices(declared: ReadonlySet<string>): string {
  return declared.size === 0 ? '' : `; there are ${[...declared].sort().join(', ')}`;
}
