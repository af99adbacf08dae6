import type { Page } from 'playwright-core';

/** A task that kept the page from answering its user for 50 ms or longer. */
export interface LongTask {
  /** Since the page was opened, `nowIn`'s clock. */
  readonly startMs: number;
  readonly durationMs: number;
}

export interface LoadTimes {
  /** The first byte of the document. */
  readonly responseMs: number;
  readonly domContentLoadedMs: number;
  readonly loadMs: number;
  /** First text or picture; null while nothing was painted. */
  readonly firstContentfulPaintMs: number | null;
  /** The largest one up to now; null while nothing was painted. */
  readonly largestContentfulPaintMs: number | null;
  /** Scripts that were loaded up to now, as they came over the line, so compressed. */
  readonly scriptBytes: number;
  readonly scripts: number;
}

/** The page's clock: milliseconds since it was opened. */
export function nowIn(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

/**
 * The long tasks since the page was opened, or since `sinceMs`. The browser keeps the first 200 of a document: measure in
 * short pieces where there may be more.
 */
export async function longTasks(page: Page, sinceMs = 0): Promise<LongTask[]> {
  // As text, here and below: these entries are the browser's own, and Node's types of the same names lack what they hold.
  const tasks = await page.evaluate<LongTask[]>(`(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'longtask', buffered: true });
    const entries = observer.takeRecords();
    observer.disconnect();
    return entries.map(({ startTime, duration }) => ({ startMs: startTime, durationMs: duration }));
  })()`);
  return tasks.filter(({ startMs }) => startMs >= sinceMs);
}

/** How the document that is open now was loaded, in milliseconds since it was asked for. */
export function loadTimes(page: Page): Promise<LoadTimes> {
  return page.evaluate<LoadTimes>(`(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const paints = performance.getEntriesByName('first-contentful-paint');
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'largest-contentful-paint', buffered: true });
    const largest = observer.takeRecords().at(-1);
    observer.disconnect();
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => /\\.m?js$/.test(new URL(name).pathname));
    return {
      responseMs: navigation.responseStart,
      domContentLoadedMs: navigation.domContentLoadedEventEnd,
      loadMs: navigation.loadEventEnd,
      firstContentfulPaintMs: paints[0]?.startTime ?? null,
      largestContentfulPaintMs: largest?.startTime ?? null,
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      scripts: scripts.length,
    };
  })()`);
}
