import type { EventRegistry, Upcaster } from './event-registry.js';
import type { PayloadRules } from './validation.js';

/** An upcaster threw, or made a payload that the class of the newer version refuses: a fault of ours, not of the event. */
export class UpcastFailed extends Error {
  override readonly name = 'UpcastFailed';
  constructor({ from, to }: Upcaster, reason: string, options?: ErrorOptions) {
    super(`Upcaster ${from.type} → v${to.version} ${reason}`, options);
  }
}

/**
 * A valid payload as the newest version of its event has it, step by step; the very same one when it is of that version.
 *
 * Each step's result is checked against its class, so that the step at fault is named and no handler sees what its class
 * does not promise. Only old events pay for that. Throws {@link UpcastFailed}, and an Error when the type is unknown or a
 * step is missing.
 */
export function upcast(
  events: EventRegistry,
  rules: PayloadRules,
  type: string,
  data: unknown,
): { type: string; data: unknown } {
  const newest = events.newestOf(type);
  let event = events.ofType(type);
  if (!event || !newest) throw new Error(`Unknown event type "${type}"`);
  let payload = data;
  while (event !== newest) {
    const step = events.upcasterFrom(event.type);
    if (!step) throw new Error(`No upcaster leads from ${event.type} to v${event.version + 1}`);
    payload = take(step, payload);
    const faults = rules.faultsOf(step.to.type, payload);
    if (faults.length > 0) throw new UpcastFailed(step, `made an invalid payload: ${faults.join('; ')}`);
    event = step.to;
  }
  return { type: newest.type, data: payload };
}

function take(step: Upcaster, payload: unknown): object {
  try {
    return step.convert(payload as object);
  } catch (error) {
    throw new UpcastFailed(step, `threw ${String(error)}`, { cause: error });
  }
}
