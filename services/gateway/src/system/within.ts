/** No question about the system may take longer: whoever looks at it at night has no time. */
export const ASK_WITHIN_MS = 1_500;

export type Timed<T> =
  | { readonly ok: true; readonly value: T; readonly latencyMs: number }
  | { readonly ok: false; readonly reason: string };

/** Asks, and waits a bounded time. Never throws: what went wrong is an answer too. */
export async function within<T>(question: () => Promise<T>, limitMs = ASK_WITHIN_MS): Promise<Timed<T>> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${limitMs} ms`)), limitMs);
  });
  try {
    const value = await Promise.race([question(), late]);
    return { ok: true, value, latencyMs: Math.round((performance.now() - began) * 10) / 10 };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & {
    readonly cause?: { readonly message?: string; readonly code?: string };
  };
  return cause?.message || cause?.code || message;
}
