/** What `/health/ready` said. */
export interface Health {
  ready: boolean;
  /** Why not: an HTTP status with the answer's beginning, or that nobody answers. */
  reason: string;
}

const ANSWER_TIMEOUT_MS = 2_000;
const POLL_MS = 100;
const SHOWN_CHARACTERS = 200;

/** Asks a service once whether it is ready. Never throws. */
export async function askReady(baseUrl: string): Promise<Health> {
  try {
    const answer = await fetch(`${baseUrl}/health/ready`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    const text = await answer.text();
    return { ready: answer.ok, reason: `${answer.status} ${text.slice(0, SHOWN_CHARACTERS)}` };
  } catch (error) {
    const cause =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    return { ready: false, reason: cause };
  }
}

/** Waits until a service says that it is ready. @returns the last reason why not, or undefined when it is */
export async function waitUntilReady(
  baseUrl: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { ready, reason } = await askReady(baseUrl);
    if (ready) return undefined;
    if (signal.aborted) return 'it was told to stop';
    if (Date.now() > deadline) return reason;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
