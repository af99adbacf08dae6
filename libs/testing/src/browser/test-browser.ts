import { type Browser, type BrowserContext, type Cookie, type Page } from 'playwright-core';
import { collectComplaints, complaintsOf } from './complaints.js';
import { recordFailure } from './failure-record.js';
import { launchBrowser } from './launch-browser.js';

export interface PageOptions {
  /** The colour scheme that the machine seems to prefer; light when left out. */
  readonly theme?: 'light' | 'dark';
  /** 1440 × 900 when left out. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The zone of the person before the screen; UTC when left out. */
  readonly timeZone?: string;
  /** `en-US` when left out. */
  readonly locale?: string;
  /** Those of another page's context, so that whoever signed in there is signed in here. */
  readonly cookies?: readonly Cookie[];
}

export interface ScenarioOptions extends PageOptions {
  /** Complaints that belong to the test, such as the 401 of a wrong key. */
  readonly allowed?: readonly RegExp[];
  /** Off where time is measured: taking a trace costs the page some. */
  readonly isTraced?: boolean;
}

/** Opens a page in the scenario's window; all of them share its cookies. */
export type OpenPage = () => Promise<Page>;

const DESKTOP = { width: 1440, height: 900 };
/**
 * Longer than any honest answer of a page, also where a busy machine leaves it few frames; shorter than the tests' own limits, so
 * that the locator says what was missing.
 */
const ACTION_TIMEOUT_MS = 30_000;

/** A browser of this spec's own, without a window, with an empty profile. To be closed in `afterAll`. */
export async function startBrowser(): Promise<TestBrowser> {
  return new TestBrowser(await launchBrowser());
}

export class TestBrowser {
  constructor(private readonly browser: Browser) {}

  get version(): string {
    return this.browser.version();
  }

  /** An empty page with cookies of its own; open until it or the browser is closed. See `complaintsOf`. */
  async newPage(options: PageOptions = {}): Promise<Page> {
    return (await this.#newContext(options)).newPage();
  }

  /**
   * Runs a test with pages of its own and closes them. Fails when one of them has a complaint that is not allowed; adds
   * to the message of every failure the complaints and where its pictures and trace are kept.
   */
  async scenario(work: (open: OpenPage) => Promise<void>, options: ScenarioOptions = {}): Promise<void> {
    const context = await this.#newContext(options);
    if (options.isTraced ?? true) await context.tracing.start({ snapshots: true, screenshots: true });
    const pages: Page[] = []; // Also those that a page opened, and those that were closed meanwhile.
    context.on('page', (page) => pages.push(page));
    const faults = (): string[] =>
      pages.flatMap(complaintsOf).filter((line) => !options.allowed?.some((allowed) => allowed.test(line)));
    try {
      await work(() => context.newPage());
      if (faults().length > 0) throw new Error('the page complained');
    } catch (error) {
      const folder = await recordFailure(context, pages, currentTest());
      throw withAddition(error, ['', ...faults(), `kept: ${folder}`].join('\n'));
    } finally {
      await context.close();
    }
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  async #newContext(options: PageOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      colorScheme: options.theme ?? 'light',
      viewport: options.viewport ?? DESKTOP,
      timezoneId: options.timeZone ?? 'UTC',
      locale: options.locale ?? 'en-US',
      // A page that still moves can't be compared, and contrast of a thing half faded in is nobody's fault.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(ACTION_TIMEOUT_MS);
    if (options.cookies) await context.addCookies([...options.cookies]);
    await collectComplaints(context);
    return context;
  }
}

function currentTest(): string {
  return (typeof expect === 'undefined' ? undefined : expect.getState().currentTestName) ?? 'scenario';
}

/** The same error, so that its kind and stack stay; a matcher's message is part of its stack. */
function withAddition(error: unknown, addition: string): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack } = error;
  error.message = message + addition;
  if (stack?.includes(message)) error.stack = stack.replace(message, () => error.message);
  return error;
}
