import { durationOf } from './durations.js';
import { aTypeOf, Failure } from './failure.js';
import { FUNCTIONS } from './functions.js';
import { LOOP } from './loops.js';
import { BINARY, UNARY } from './operators.js';
import { patternOf } from './patterns.js';
import { spend } from './steps.js';
import { callOf, isLiteral, literalText, LOOPS, placeOf, type Node } from './syntax.js';

/** The variables of the context, and the items of the loops around, outermost first. */
export interface Frame {
  readonly values: ReadonlyMap<string, unknown>;
  readonly items: unknown[];
}

/** A node ready to evaluate. Returns its value, or a Failure; throws only what a function of JavaScript throws. */
export type Program = (frame: Frame) => unknown;

const NO_FRAME: Frame = { values: new Map(), items: [] };
/** RE2 takes about a microsecond a character, which is several turns of a loop. */
const CHARACTERS_PER_STEP = 2;

/**
 * Turns a checked tree into nested functions. The library's own evaluator looks types and overloads up each time, throws for
 * what is not there, and bounds no loop; it serves the specs as the reference.
 *
 * @param loops the names that the loops around gave their items, outermost first
 */
export function programOf(node: Node, loops: readonly string[] = []): Program {
  const program = programOfNode(node, loops);
  if (node.op === 'value' || !isLiteral(node)) return program;
  const value = program(NO_FRAME);
  return () => value;
}

function programOfNode(node: Node, loops: readonly string[]): Program {
  const sub = (child: Node) => programOf(child, loops);
  const pair = node.args as [Node, Node];
  switch (node.op) {
    case 'value': {
      const value = node.args;
      return () => value;
    }
    case 'id':
      return variable(node, loops);
    case '.':
      return field(node, sub(pair[0]), (node.args as [Node, string])[1]);
    case '[]':
      return element(node, sub(pair[0]), sub(pair[1]));
    case 'list': {
      const items = (node.args as Node[]).map(sub);
      return (frame) => allOf(items, frame, (values) => values);
    }
    case 'map': {
      const entries = (node.args as [Node, Node][]).flat().map(sub);
      return (frame) => allOf(entries, frame, mapOf);
    }
    case '&&':
      return logical(node, false, sub(pair[0]), sub(pair[1]));
    case '||':
      return logical(node, true, sub(pair[0]), sub(pair[1]));
    case '?:':
      return choice(node, (node.args as Node[]).map(sub));
    case '!_':
    case '-_':
      return applied(node, UNARY[node.op]!, [sub(node.args as Node)]);
    case 'call':
    case 'rcall':
      return called(node, loops);
    default:
      return applied(node, BINARY[node.op]!, [sub(pair[0]), sub(pair[1])]);
  }
}

function variable(node: Node, loops: readonly string[]): Program {
  const name = node.args as string;
  const absent = new Failure(placeOf(node), 'is not there');
  const depth = loops.lastIndexOf(name);
  if (depth >= 0) return ({ items }) => items[depth];
  return ({ values }) => values.get(name) ?? (values.has(name) ? null : absent);
}

function field(node: Node, owner: Program, name: string): Program {
  const absent = new Failure(placeOf(node), 'is not there');
  return (frame) => {
    const fields = owner(frame);
    if (fields instanceof Failure) return fields;
    const value: unknown = fields instanceof Map ? fields.get(name) : undefined;
    return value === undefined ? absent : value;
  };
}

function element(node: Node, owner: Program, index: Program): Program {
  const absent = new Failure(placeOf(node), 'is not there');
  return (frame) => {
    const container = owner(frame);
    if (container instanceof Failure) return container;
    const key = index(frame);
    if (key instanceof Failure) return key;
    const value: unknown =
      container instanceof Map
        ? container.get(key)
        : Array.isArray(container) && typeof key === 'bigint'
          ? container[Number(key)]
          : undefined;
    return value === undefined ? absent : value;
  };
}

/** What `build` makes of all values, or the first Failure among them. */
function allOf(programs: readonly Program[], frame: Frame, build: (values: unknown[]) => unknown): unknown {
  const values: unknown[] = [];
  for (const program of programs) {
    const value = program(frame);
    if (value instanceof Failure) return value;
    values.push(value);
  }
  return build(values);
}

function mapOf(keysAndValues: readonly unknown[]): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (let i = 0; i < keysAndValues.length; i += 2) map.set(keysAndValues[i], keysAndValues[i + 1]);
  return map;
}

/** `||` with `decisive` true, `&&` with false: a side that decides makes up for one that failed. */
function logical(node: Node, decisive: boolean, left: Program, right: Program): Program {
  const misused = new Failure(placeOf(node), 'needs a yes or no on both sides');
  return (frame) => {
    const first = left(frame);
    if (first === decisive) return decisive;
    const second = right(frame);
    if (second === decisive) return decisive;
    if (first instanceof Failure) return first;
    if (second instanceof Failure) return second;
    return first === second && first === !decisive ? first : misused;
  };
}

function choice(node: Node, [condition, yes, no]: Program[]): Program {
  const misused = new Failure(placeOf(node), 'needs a yes or no before the question mark');
  return (frame) => {
    const chosen = condition!(frame);
    if (typeof chosen === 'boolean') return (chosen ? yes! : no!)(frame);
    return chosen instanceof Failure ? chosen : misused;
  };
}

type Apply = (first: unknown, second: unknown, third: unknown) => unknown;

function applied(node: Node, apply: Apply, [first, second, third]: Program[]): Program {
  const place = placeOf(node);
  return (frame) => {
    const a = first!(frame);
    if (a instanceof Failure) return a;
    const b = second?.(frame);
    if (b instanceof Failure) return b;
    const c = third?.(frame);
    if (c instanceof Failure) return c;
    const result = apply(a, b, c);
    if (result !== undefined) return result;
    return new Failure(
      place,
      `does not work for ${[a, b, c]
        .filter((value) => value !== undefined)
        .map(aTypeOf)
        .join(' and ')}`,
    );
  };
}

function called(node: Node, loops: readonly string[]): Program {
  const { name, receiver, args } = callOf(node)!;
  if (receiver && LOOPS.has(name)) return loop(node, programOf(receiver, loops), args, loops);
  if (name === 'has') return has(node, args[0]!, loops);
  if (name === 'duration') {
    const duration = durationOf(literalText(args[0])!);
    return () => duration;
  }
  const operands = [...(receiver ? [receiver] : []), ...args];
  if (name === 'matches') {
    const pattern = patternOf(literalText(args[0])!);
    const matches: Apply = (text) =>
      typeof text === 'string' && spend(text.length / CHARACTERS_PER_STEP) ? pattern.test(text) : undefined;
    return applied(node, matches, [programOf(receiver!, loops)]);
  }
  return applied(
    node,
    FUNCTIONS.get(name)!,
    operands.map((operand) => programOf(operand, loops)),
  );
}

function has(node: Node, selected: Node, loops: readonly string[]): Program {
  const [owner, name] = selected.args as [Node, string];
  const fieldsOf = programOf(owner, loops);
  const misused = new Failure(placeOf(node), 'asks for a field of what is no map');
  return (frame) => {
    const fields = fieldsOf(frame);
    if (fields instanceof Map) return fields.has(name);
    return fields instanceof Failure ? fields : misused;
  };
}

function loop(node: Node, over: Program, args: readonly Node[], loops: readonly string[]): Program {
  const { name } = callOf(node)!;
  const place = placeOf(node);
  const depth = loops.length;
  const inside = [...loops, args[0]!.args as string];
  const [last, choose] = args
    .slice(1)
    .reverse()
    .map((arg) => programOf(arg, inside));
  const run = LOOP[name]!;
  const failure = new Failure(placeOf(node), "can't be answered");
  return (frame) => {
    const container = over(frame);
    if (container instanceof Failure) return container;
    const items = container instanceof Map ? [...container.keys()] : container;
    if (!Array.isArray(items)) return new Failure(place, `does not work for ${aTypeOf(container)}`);
    const turn = (program: Program) => (item: unknown) => {
      frame.items[depth] = item;
      return program(frame);
    };
    return run(items, turn(last!), failure, choose && turn(choose));
  };
}
