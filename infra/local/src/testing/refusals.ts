import { PermissionViolationError } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/transport-node';

/** Which of these subjects the server lets this user publish on. It tells refusals apart from the publish. */
export async function publishable(
  user: NatsConnection,
  subjects: readonly string[],
  payload = '{}',
  reply?: string,
): Promise<string[]> {
  const refused = new Set<string>();
  const watching = watch(user, (error) => error.operation === 'publish' && refused.add(error.subject));
  for (const subject of subjects) user.publish(subject, payload, reply === undefined ? {} : { reply });
  await user.flush();
  // The refusal of the last one is written before the answer to this.
  await user.flush();
  watching.stop();
  return subjects.filter((subject) => !refused.has(subject));
}

/** Which of these subjects the server lets this user subscribe to. */
export async function subscribable(user: NatsConnection, subjects: readonly string[]): Promise<string[]> {
  const refused = new Set<string>();
  const subscriptions = subjects.map((subject) =>
    user.subscribe(subject, { callback: (error) => void (error && refused.add(subject)) }),
  );
  await user.flush();
  await user.flush();
  for (const subscription of subscriptions) subscription.unsubscribe();
  return subjects.filter((subject) => !refused.has(subject));
}

function watch(user: NatsConnection, take: (error: PermissionViolationError) => unknown): { stop(): void } {
  let isWatching = true;
  void (async () => {
    for await (const status of user.status()) {
      if (!isWatching) return;
      if (status.type === 'error' && status.error instanceof PermissionViolationError) take(status.error);
    }
  })();
  return { stop: () => void (isWatching = false) };
}
