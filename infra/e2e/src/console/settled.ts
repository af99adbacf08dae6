import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request } from '@vividwalls/testing/browser';

/** A page asks again right after an answer (a list, then its first row): quiet this long is quiet. */
const QUIET_MS = 200;
const POLL_MS = 50;
const SETTLE_TIMEOUT_MS = 15_000;

/** Watches the requests of a page from now on; the live stream, which never ends, is none of them. */
export class Traffic {
  readonly #open = new Set<Request>();
  #quietSince = Date.now();

  constructor(private readonly page: Page) {
    page.on('request', (request) => {
      if (request.resourceType() !== 'eventsource') this.#open.add(request);
    });
    const ended = (request: Request): void => {
      this.#open.delete(request);
      this.#quietSince = Date.now();
    };
    page.on('requestfinished', ended);
    page.on('requestfailed', ended);
  }

  /**
   * Resolves when no request has been on its way for a moment and nothing on the page says that it loads.
   * @returns what did not come to an end in time; empty when the page is complete
   */
  async settled(timeoutMs = SETTLE_TIMEOUT_MS): Promise<string[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const loading = await this.page.locator('[data-loading]').count();
      const isQuiet = this.#open.size === 0 && Date.now() - this.#quietSince >= QUIET_MS;
      if (isQuiet && loading === 0) break;
      if (Date.now() >= deadline) return this.#unfinished(loading);
      await pause(POLL_MS);
    }
    // Fonts that came last, and the frame that shows what came last.
    await this.page.evaluate(
      `document.fonts.ready.then(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))))`,
    );
    return [];
  }

  #unfinished(loading: number): string[] {
    const requests = [...this.#open].map((request) => `still asks for ${new URL(request.url()).pathname}`);
    if (loading === 0) return requests;
    return [...requests, loading === 1 ? '1 part of the page still loads' : `${loading} parts of the page still load`];
  }
}
