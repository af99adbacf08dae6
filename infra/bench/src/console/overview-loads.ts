import { gzipSync } from 'node:zlib';
import { loadTimes, type Cookie, type LoadTimes, type TestBrowser } from '@vividwalls/testing/browser';
import { untilIn } from './until-in.js';

export interface OverviewLoad extends LoadTimes {
  /** Since the page was asked for: its figures stand there. */
  readonly usableMs: number;
  /** Addresses of its scripts. */
  readonly scriptUrls: readonly string[];
}

const GIVE_UP_MS = 60_000;

/** Notes when the first figure stands on the overview, and was drawn. */
const NOTE_USABLE = `new MutationObserver((_changes, observer) => {
  if (!document.querySelector('section[aria-label=Figures] a')) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.usableMs = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

/** Opens the overview in a browser that has kept nothing. */
export async function overviewLoad(browser: TestBrowser, url: string, cookie: Cookie): Promise<OverviewLoad> {
  const page = await browser.newPage({ cookies: [cookie] });
  try {
    await page.addInitScript(NOTE_USABLE);
    await page.goto(url, { timeout: GIVE_UP_MS });
    await untilIn(page, 'globalThis.usableMs');
    // Every part has its answer: whatever script the page needs has come by then. The live stream keeps the network busy for ever.
    await untilIn(page, "document.querySelector('[data-loading]') === null");
    const scriptUrls = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`,
    );
    return { ...(await loadTimes(page)), usableMs: await page.evaluate<number>('globalThis.usableMs'), scriptUrls };
  } finally {
    await page.context().close();
  }
}

/** What scripts weigh for a browser that takes gzip and nothing better. */
export async function gzipBytes(urls: readonly string[]): Promise<number> {
  const sizes = urls.map(async (url) => gzipSync(await (await fetch(url)).text(), { level: 9 }).byteLength);
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}
