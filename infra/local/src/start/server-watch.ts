import type { LocalServer } from '../servers/local-server.js';
import { restartDelayMs } from './backoff.js';

export interface ServerWatchEvents {
  onDown(server: LocalServer, how: string): void;
  onUp(server: LocalServer): void;
}

/**
 * Brings a server back when it dies, however often, until `stop` is called. Services reconnect by themselves.
 * @returns a function that ends the watch
 */
export function watchServer(server: LocalServer, events: ServerWatchEvents): () => void {
  let isWatching = true;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  const attempt = (): void => {
    server.start().then(
      () => {
        failures = 0;
        if (isWatching) events.onUp(server);
        else void server.stop();
      },
      (error: unknown) => retry(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)),
    );
  };
  const retry = (how: string): void => {
    if (!isWatching) return;
    failures += 1;
    events.onDown(server, how);
    timer = setTimeout(attempt, restartDelayMs(failures, Math.random()));
  };
  server.onUnexpectedExit = ({ code, signal }) => retry(`ended with ${signal ?? `code ${code}`}`);
  return () => {
    isWatching = false;
    clearTimeout(timer);
    server.onUnexpectedExit = undefined;
  };
}
