import type { ASTNode } from '@marcbachmann/cel-js';

/** Where something stands in a source. */
export type Place = Pick<ASTNode, 'start' | 'end'>;

/** A node's place alone: programs keep this, so that the tree is freed once a rule is compiled. */
export const placeOf = ({ start, end }: Node): Place => ({ start, end });

/** A node of the parser's tree. */
export type Node = Pick<ASTNode, 'op' | 'args' | 'start' | 'end'>;

export const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
export const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'op' in value;

/** The nodes directly under a node, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  if (isNode(node.args)) return [node.args];
  if (!Array.isArray(node.args)) return [];
  return (node.args as unknown[]).flat(2).filter(isNode);
}

/** A call as name, receiver (for `receiver.name(…)`) and arguments; undefined for every other node. */
export function callOf(node: Node): { name: string; receiver?: Node; args: Node[] } | undefined {
  if (node.op === 'call') {
    const [name, args] = node.args as [string, Node[]];
    return { name, args };
  }
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args as [string, Node, Node[]];
    return { name, receiver, args };
  }
  return undefined;
}

/** A literal text, or undefined. */
export function literalText(node: Node | undefined): string | undefined {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

export function isLiteral(node: Node): boolean {
  return node.op === 'value' || (['list', 'map', '-_'].includes(node.op) && childrenOf(node).every(isLiteral));
}

/** Texts and comments, whose brackets don't count, and brackets. */
const BRACKETS =
  /\/\/[^\n]*|"""(?:\\[^]|(?!""")[^])*"""|'''(?:\\[^]|(?!''')[^])*'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[()[\]{}]/g;

/**
 * The text of a place. The parser leaves brackets around an operand out of its range, so that `(a || b) && c` begins at `a`: a
 * range that splits a pair of brackets is widened to hold both.
 */
export function textOf(source: string, place: Place): string {
  const pairs: [open: number, close: number][] = [];
  const open: number[] = [];
  for (const { 0: text, index } of source.matchAll(BRACKETS)) {
    if ('([{'.includes(text)) open.push(index);
    else if (')]}'.includes(text)) pairs.push([open.pop() ?? 0, index]);
  }
  let { start, end } = place;
  for (let widened = true; widened;) {
    widened = false;
    for (const [opens, closes] of pairs) {
      const inside = opens >= start && opens < end;
      if (inside === (closes >= start && closes < end)) continue;
      [start, end, widened] = [Math.min(start, opens), Math.max(end, closes + 1), true];
    }
  }
  return source.slice(start, end);
}
