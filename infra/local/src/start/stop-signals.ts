/** npm passes Ctrl-C on to a process that the terminal has told already: echoes within this time are one request. */
const ECHO_MS = 1_000;
const PARENT_POLL_MS = 1_000;

/**
 * Calls `stop` at the first SIGINT, SIGTERM or SIGHUP, or when the bootstrap that started us is gone; calls `force` at a
 * second signal.
 */
export function onStopRequest(stop: () => void, force: () => void): void {
  let firstAt: number | undefined;
  const request = (): void => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      stop();
    } else if (Date.now() - firstAt > ECHO_MS) {
      force();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  const bootstrap = Number(process.env.VW_BOOTSTRAP_PID);
  if (bootstrap !== process.ppid) return;
  const watch = setInterval(() => {
    if (process.ppid === bootstrap) return;
    clearInterval(watch);
    request();
  }, PARENT_POLL_MS);
  watch.unref();
}
