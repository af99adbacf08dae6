import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf } from './complaints.js';

const LONGEST_NAME = 80;

/**
 * Keeps what is needed to understand a failed test: of every page a picture, its document and complaints, and a trace that
 * `npx playwright-core show-trace` opens. It is not removed with the test run.
 * @returns the folder
 */
export async function recordFailure(context: BrowserContext, pages: readonly Page[], name: string): Promise<string> {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME);
  const folder = join(tmpdir(), 'vividwalls-browser', `${slug}-${Date.now()}`);
  await mkdir(folder, { recursive: true });
  const kept = pages
    .filter((page) => !page.isClosed())
    .map(async (page, index) => {
      const path = join(folder, `page-${index + 1}`);
      await writeFile(`${path}.txt`, [page.url(), ...complaintsOf(page), ''].join('\n'));
      await writeFile(`${path}.html`, await page.content());
      await page.screenshot({ path: `${path}.png` });
    });
  const trace = context.tracing.stop({ path: join(folder, 'trace.zip') });
  // A browser that died can show nothing more; the test's own error says so.
  await Promise.allSettled([...kept, trace]);
  return folder;
}
