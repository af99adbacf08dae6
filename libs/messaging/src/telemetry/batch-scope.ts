import { createContextKey, type Context, type Span } from '@opentelemetry/api';

/**
 * The spans of one attempt at a batch. It travels in the context, so that an event appended by a handler finds the span of
 * the event that caused it.
 */
export interface BatchScope {
  /** Spans of the events handled in this attempt, by event id. */
  readonly processing: Map<string, Span>;
  /** Spans of the events appended in this attempt. They exist if it commits, and then their spans end. */
  readonly created: Span[];
}

const KEY = createContextKey('messaging: batch scope');

export const withBatchScope = (context: Context, scope: BatchScope): Context => context.setValue(KEY, scope);

export const batchScopeOf = (context: Context): BatchScope | undefined =>
  context.getValue(KEY) as BatchScope | undefined;
