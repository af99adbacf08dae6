import type { Page } from '@vividwalls/testing/browser';
import { request } from 'undici';

const SCRIPTS = `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`;

/** The bytes of every script that the page has loaded so far, for a browser that takes gzip and nothing better. */
export async function gzippedScript(page: Page): Promise<number> {
  const sizes = (await page.evaluate<string[]>(SCRIPTS)).map(async (url) => {
    const { body } = await request(url, { headers: { 'accept-encoding': 'gzip' } });
    return (await body.arrayBuffer()).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
