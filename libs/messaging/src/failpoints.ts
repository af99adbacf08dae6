/**
 * Named places at which a test may make this process fail. In production nothing is armed and a failpoint costs one
 * comparison. `libs/testing` arms them in programs of its own; nothing in a service can.
 *
 * The names say what has just happened.
 */
export const FAILPOINTS = [
  'outbox.appended',
  'relay.read',
  'relay.published',
  'relay.marked',
  'consumer.claimed',
  'consumer.handled',
  'consumer.committed',
  'consumer.acknowledged',
  'dead-letter.published',
] as const;

export type Failpoint = (typeof FAILPOINTS)[number];

export type FailpointHook = (name: Failpoint) => void;

let armed: FailpointHook | undefined;

/** Has the hook called at every failpoint this process passes; without one, nothing is armed any more. For tests only. */
export function armFailpoints(hook?: FailpointHook): void {
  armed = hook;
}

export function failpoint(name: Failpoint): void {
  armed?.(name);
}
