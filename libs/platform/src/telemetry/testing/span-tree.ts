/** What a tree needs to know of a span, whoever recorded it. */
export interface TreeSpan {
  readonly name: string;
  /** `server`, `client`, `producer`, `consumer` */
  readonly kind: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
}

/**
 * One trace as text, a line per span, children below their parents and indented by two. Throws when no span has the name of
 * the root, and when several have: silence must not pass for a trace.
 */
export function traceFrom(root: string, spans: readonly TreeSpan[]): string[] {
  const roots = spans.filter(({ name, parentSpanId }) => name === root && parentSpanId === undefined);
  if (roots.length !== 1) {
    throw new Error(`${roots.length} traces begin with "${root}" among the spans: ${namesOf(spans) || 'none at all'}`);
  }
  const ofTrace = spans.filter(({ traceId }) => traceId === roots[0]!.traceId);
  const lines = below(roots[0]!, ofTrace, '');
  if (lines.length !== ofTrace.length) {
    throw new Error(`spans of the trace hang on no other one:\n${lines.join('\n')}\namong ${namesOf(ofTrace)}`);
  }
  return lines;
}

function below(span: TreeSpan, spans: readonly TreeSpan[], indent: string): string[] {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  const sorted = children.sort((one, other) => one.name.localeCompare(other.name));
  return [`${indent}${span.name} (${span.kind})`, ...sorted.flatMap((child) => below(child, spans, `${indent}  `))];
}

const namesOf = (spans: readonly TreeSpan[]): string => spans.map(({ name }) => name).join(', ');
