import { context, diag, DiagLogLevel, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { TelemetryProviders } from '@vividwalls/messaging';
import type { Log } from '../logging/log.js';
import { traceContext } from './trace-context.js';

/**
 * Makes the providers those of the process, for code that asks the API; the first service of a process wins. The context
 * manager keeps a span active across `await`, the propagator takes it from process to process. What the SDK says of itself
 * is for whoever looks for it: the exporters say aloud what an operator should know.
 * @returns what undoes it
 */
export function registerGlobally({ tracerProvider, meterProvider }: TelemetryProviders, log: Log): () => void {
  const note = (message: string, ...details: unknown[]) => log.debug(message, { details: details.map(String) });
  const logger = { error: note, warn: note, info: note, debug: note, verbose: note };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const contexts = new AsyncLocalStorageContextManager().enable();
  const undo: (() => void)[] = [];
  if (context.setGlobalContextManager(contexts)) undo.push(() => context.disable());
  if (propagation.setGlobalPropagator(traceContext)) undo.push(() => propagation.disable());
  if (tracerProvider && trace.setGlobalTracerProvider(tracerProvider)) undo.push(() => trace.disable());
  if (meterProvider && metrics.setGlobalMeterProvider(meterProvider)) undo.push(() => metrics.disable());
  return () => undo.forEach((step) => step());
}
