import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, ImpactValue } from 'axe-core';
import type { Page } from 'playwright-core';

export interface AccessibleOptions {
  /** The part to look at, as a CSS selector; the whole page when left out. */
  readonly within?: string;
}

const GRAVE: readonly (ImpactValue | undefined)[] = ['serious', 'critical'];
/** One line for each place, but not a hundred for a table. */
const PLACES_SHOWN = 5;

let source: Promise<string> | undefined;

/**
 * Asks axe about the page as it is now.
 * @throws with a line for each serious or critical violation and the elements it was found in
 */
export async function expectAccessible(page: Page, options: AccessibleOptions = {}): Promise<void> {
  const violations = await graveViolations(page, options);
  if (violations.length === 0) return;
  const lines = violations.map(({ id, impact, help, helpUrl, nodes }) => {
    const places = nodes.slice(0, PLACES_SHOWN).map((node) => {
      const reasons = [...node.any, ...node.all, ...node.none].map((check) => check.message);
      return `    ${node.target.join(' ')}: ${reasons.join('; ') || node.html}`;
    });
    const more = nodes.length > PLACES_SHOWN ? [`    and ${nodes.length - PLACES_SHOWN} more`] : [];
    return [`  ${impact}: ${help} [${id}] ${helpUrl.replace(/\?.*$/, '')}`, ...places, ...more].join('\n');
  });
  throw new Error([`${page.url()} is not accessible:`, ...lines].join('\n'));
}

/** The violations themselves, for whoever wants to count them. */
export async function graveViolations(
  page: Page,
  { within }: AccessibleOptions = {},
): Promise<AxeResults['violations']> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated by the debugger, which the page's content security policy does not bind; a script element would be refused.
  const debug = await page.context().newCDPSession(page);
  try {
    await debug.send('Runtime.evaluate', { expression: await source });
    const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
      expression: `axe.run(${JSON.stringify(within ?? null)} ?? document, { resultTypes: ['violations'] })`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails)
      throw new Error(`axe failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return (result.value as AxeResults).violations.filter(({ impact }) => GRAVE.includes(impact ?? undefined));
  } finally {
    await debug.detach();
  }
}
