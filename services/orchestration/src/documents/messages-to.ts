import type { TakenPath } from '../registry/observed-paths.js';

/** Messages that agents got, by their ids. Who got none is not in it: nobody may have counted. */
export function messagesTo(paths: readonly TakenPath[]): Map<string, number> {
  const messages = new Map<string, number>();
  for (const path of paths) messages.set(path.to, (messages.get(path.to) ?? 0) + path.messages);
  return messages;
}
