import type { Page } from '@vividwalls/testing/browser';
import { smoothnessOf, type Smoothness } from './smoothness.js';
import { untilIn } from './until-in.js';

/** Five rows a picture, 12,000 pixels a second: a hard flick. */
const SCROLL_PX = 200;

const LOADED = `Number(document.querySelector('table[aria-label=Events]')?.getAttribute('aria-rowcount') ?? 1) - 1`;

/** Loads more of the list of events until it has so many rows. @returns how many it has */
export async function longEventList(page: Page, count: number): Promise<number> {
  for (;;) {
    const rows = await page.evaluate<number>(LOADED);
    if (rows >= count) return rows;
    await page.getByRole('button', { name: 'Load more' }).click();
    await untilIn(page, `${LOADED} > ${rows}`);
  }
}

/** As many rows as a page that knows no better would draw: all of them. */
export async function plainTable(page: Page, count: number): Promise<void> {
  await page.setContent(
    `<div style="height:70vh;overflow:auto"><table aria-label="Events"><tbody></tbody></table></div>`,
  );
  await page.evaluate(`document.querySelector('tbody').innerHTML = Array.from({ length: ${count} }, (_, n) =>
    '<tr style="height:41px">' + ['12:00:00', 'Order paid', 'Shop', '10734' + n, '01a2287a…', 'shopify', n]
      .map((cell) => '<td>' + cell + '</td>').join('') + '</tr>').join('')`);
}

/** Scrolls the table up and down for some seconds. */
export function scrolled(page: Page, seconds: number): Promise<Smoothness> {
  return smoothnessOf(page, () => page.waitForTimeout(seconds * 1_000), {
    ...{ selector: 'table[aria-label=Events]', scrollPx: SCROLL_PX },
  });
}
