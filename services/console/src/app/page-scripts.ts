/** Scripts of pages that could not be fetched; what else goes wrong in a page is no matter of the connection. */
const unloaded = new WeakSet<Error>();

export const isUnloaded = (error: unknown): boolean => error instanceof Error && unloaded.has(error);

/**
 * Has a page whose script can't be fetched say so within the console. The router would reload everything at such an error, which it
 * knows by its words; without a connection that leaves the browser's own error page where the console was.
 */
export function whenNoScriptCame(target: EventTarget): void {
  target.addEventListener('vite:preloadError', (event) => {
    const error: unknown = (event as Event & { readonly payload?: unknown }).payload;
    if (!(error instanceof Error)) return;
    unloaded.add(error);
    error.message = `The page’s script did not come: ${error.message}`;
  });
}

/** The script that a page of HTML begins with; its name changes with every version of the console. */
export const entryOf = (html: string): string | undefined =>
  /<script\b[^>]*\bsrc="([^"]*\/assets\/[^"]+)"/.exec(html)?.[1];

export type Reached = 'no-connection' | 'new-version' | 'same-version';

/** What is at the door now, beside what runs here. @param running the script that this console began with */
export async function lookAtDoor(running: string | undefined, ask: () => Promise<Response>): Promise<Reached> {
  try {
    const answer = await ask();
    if (!answer.ok) return 'no-connection';
    const there = entryOf(await answer.text());
    return there !== undefined && running !== undefined && there !== running ? 'new-version' : 'same-version';
  } catch {
    return 'no-connection';
  }
}

const RELOADED = 'vw.reloaded-from';

/** Whether this version may reload itself for a newer one: once, lest a door that gives old pages has it reload for ever. */
export function mayReload(running: string, kept: Pick<Storage, 'getItem' | 'setItem'>): boolean {
  if (kept.getItem(RELOADED) === running) return false;
  kept.setItem(RELOADED, running);
  return true;
}
