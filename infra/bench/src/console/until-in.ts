import type { Page } from '@vividwalls/testing/browser';

const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 60_000;

/** Resolves once an expression holds in the page; from outside, since its policy lets nothing evaluate text inside. */
export async function untilIn(page: Page, expression: string): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
    if (performance.now() > end) throw new Error(`This never held: ${expression}`);
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}
