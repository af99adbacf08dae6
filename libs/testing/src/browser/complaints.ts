import type { BrowserContext, Page } from 'playwright-core';

/** What a page found wrong with itself, a line each: `console: …`, `page: …`, `request: …`, `csp: …`. */
export type Complaints = readonly string[];

const collected = new WeakMap<Page, string[]>();
const BINDING = 'vividwallsPolicyViolation';

/** Tells of violations that the console keeps quiet about, such as an eval whose error was caught. */
const TELL_OF_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  globalThis.${BINDING}(event.effectiveDirective + ' forbids ' + (event.blockedURI || 'it')
    + (event.sourceFile ? ' (' + event.sourceFile + ':' + event.lineNumber + ')' : '')))`;

/** From now on every page of the context collects its complaints. */
export async function collectComplaints(context: BrowserContext): Promise<void> {
  context.on('page', listen);
  await context.exposeBinding(BINDING, ({ page }, text: string) => void complain(page, `csp: ${text}`));
  await context.addInitScript(TELL_OF_VIOLATIONS);
}

/** What the page has complained about so far: errors on its console, uncaught ones, requests that failed, CSP violations. */
export function complaintsOf(page: Page): Complaints {
  const lines = collected.get(page);
  if (!lines) throw new Error('this page was not opened by a TestBrowser');
  return [...lines];
}

function listen(page: Page): void {
  collected.set(page, []);
  page.on('console', (message) => {
    // The browser's own line about an answer that is an error or about a violation: both are told below with more in them.
    const text = message.text();
    const isTold = text.startsWith('Failed to load resource') || /Content Security Policy/.test(text);
    if (message.type() === 'error' && !isTold) complain(page, `console: ${text}`);
  });
  page.on('pageerror', (error) => complain(page, `page: ${error.stack ?? error.message}`));
  page.on('response', (response) => {
    if (response.status() < 400) return;
    complain(page, `request: ${response.request().method()} ${response.url()} was answered with ${response.status()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // Ended by the page itself: it went elsewhere, or closed its stream. What its policy forbids is told as a violation.
    if (reason === 'net::ERR_ABORTED' || reason.includes('csp')) return;
    complain(page, `request: ${request.method()} ${request.url()} failed with ${reason}`);
  });
}

function complain(page: Page, line: string): void {
  collected.get(page)?.push(line);
}
