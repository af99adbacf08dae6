import type { Attributes, Link, SpanContext } from '@opentelemetry/api';
import { MAX_LINKS } from './semantics.js';
import { isSampled } from './tracing.js';

/** Links from a batch's span to its messages' create spans, as far as those are sampled and {@link MAX_LINKS} reaches. */
export function linksOf<T>(
  messages: readonly T[],
  createContextOf: (message: T) => SpanContext | undefined,
  attributesOf: (message: T) => Attributes,
): Link[] {
  const links: Link[] = [];
  for (const message of messages) {
    if (links.length === MAX_LINKS) break;
    const context = createContextOf(message);
    if (context && isSampled(context)) links.push({ context, attributes: attributesOf(message) });
  }
  return links;
}

/** The value that all have in common; undefined when they differ or there are none. */
export function soleOf<T>(items: readonly T[], value: (item: T) => string): string | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const sole = value(first);
  return items.every((item) => value(item) === sole) ? sole : undefined;
}
