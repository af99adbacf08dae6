import { startBrowser, type Cookie, type Page, type TestBrowser } from '@vividwalls/testing/browser';
import type { BenchRun } from '../bench-run.js';
import { row, type BenchRow } from '../figures/bench-row.js';
import { median, spread } from '../figures/samples.js';
import { sendOrders } from '../intake/webhook-load.js';
import { RunningSystem } from '../servers/running-system.js';
import { longEventList, plainTable, scrolled } from './long-table.js';
import { gzipBytes, overviewLoad } from './overview-loads.js';
import { signedInCookie } from './signed-in-cookie.js';
import { smoothnessOf } from './smoothness.js';
import { untilIn } from './until-in.js';

const LOADS = 5;
const USABLE_GOAL_MS = 1_500;
const SCRIPT_GOAL_KB = 250;
const SECONDS = 20;
/** With what agents do about it, a paid order leaves seventeen events in the chain: 50 a second. */
const ORDERS_PER_SECOND = 3;
const ROWS = 10_000;
const EVENTS_PER_ORDER = 17;
/** So that the overview has figures to show. */
const EVENTS_AT_FIRST = 1_000;
const QUIET_MS = 2_000;
const QUIET_WITHIN_MS = 180_000;
/** A page that answers within this is smooth to a hand. */
const TASK_GOAL_MS = 200;

/** The console in a real browser against the whole system: what the first page costs, and whether it stays smooth. */
export async function consoleBench(run: BenchRun): Promise<BenchRow[]> {
  const system = await RunningSystem.start();
  const browser = await startBrowser();
  try {
    const cookie = await signedInCookie(system);
    await filled(system, run.count(EVENTS_AT_FIRST));
    const first = await firstLoad(run, system, browser, cookie);
    const live = await liveEvents(run, system, browser, cookie);
    return [...first, ...live, ...(await longTable(run, system, browser, cookie))];
  } finally {
    await browser.close();
    await system.stop();
  }
}

async function firstLoad(
  run: BenchRun,
  system: RunningSystem,
  browser: TestBrowser,
  cookie: Cookie,
): Promise<BenchRow[]> {
  const loads = [];
  for (let n = 0; n < run.rounds(LOADS); n += 1) loads.push(await overviewLoad(browser, system.run.url, cookie));
  const times = loads.map(({ usableMs }) => usableMs);
  const { scripts, scriptBytes, scriptUrls } = loads[0]!;
  return [
    row(
      'overview usable in an empty browser, p50',
      { value: median(times), unit: 'ms' },
      { value: USABLE_GOAL_MS, is: 'the goal' },
      {
        ...{ loads: times.length, spread: spread(times), browser: browser.version },
        firstPaintMs: median(loads.map(({ firstContentfulPaintMs }) => firstContentfulPaintMs ?? Number.NaN)),
      },
      [{ of: 'value', atMost: USABLE_GOAL_MS }],
    ),
    row(
      'script of the first page, gzip',
      { value: (await gzipBytes(scriptUrls)) / 1_000, unit: 'kB' },
      { value: SCRIPT_GOAL_KB, is: 'the goal' },
      { scripts, transferredKb: Math.round(scriptBytes / 1_000) },
      [{ of: 'value', atMost: SCRIPT_GOAL_KB }],
    ),
  ];
}

/** The same page while orders come, and while nothing does. */
async function liveEvents(
  run: BenchRun,
  system: RunningSystem,
  browser: TestBrowser,
  cookie: Cookie,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const seconds = run.seconds(SECONDS);
  for (const [name, path] of Object.entries({ overview: '/', events: '/events' })) {
    await quietChain(system);
    const page = await opened(browser, system, cookie, path);
    const quiet = await smoothnessOf(page, () => page.waitForTimeout(seconds * 1_000));
    const before = await chainEnd(system);
    const busy = await smoothnessOf(page, () =>
      sendOrders(
        { url: `${system.run.url}/webhooks/shopify`, secret: system.secret },
        { seed: `console-${name}`, count: ORDERS_PER_SECOND * seconds, perSecond: ORDERS_PER_SECOND },
      ),
    );
    const eventsPerSecond = Math.round(((await chainEnd(system)) - before) / busy.seconds);
    await page.context().close();
    rows.push(
      row(
        `${name} while ${ORDERS_PER_SECOND} orders/s come: longest task`,
        { value: busy.longestTaskMs, unit: 'ms' },
        { value: quiet.longestTaskMs, is: 'the same page while nothing happens' },
        { ...busy, eventsPerSecond, quiet },
        [{ of: 'value', atMost: TASK_GOAL_MS }],
      ),
    );
  }
  return rows;
}

async function longTable(
  run: BenchRun,
  system: RunningSystem,
  browser: TestBrowser,
  cookie: Cookie,
): Promise<BenchRow[]> {
  const count = run.count(ROWS);
  run.say(`filling the record with ${count} events`);
  await filled(system, count);
  const page = await opened(browser, system, cookie, '/events');
  const loaded = await longEventList(page, count);
  const seconds = run.seconds(SECONDS) / 2;
  const ours = await scrolled(page, seconds);
  await page.context().close();
  const plain = await browser.newPage();
  await plainTable(plain, loaded);
  const theirs = await scrolled(plain, seconds);
  await plain.context().close();
  return [
    row(
      `scrolling ${loaded.toLocaleString('en-US')} events: slowest frame of a hundred (p99)`,
      { value: ours.framesMs.p99, unit: 'ms' },
      { value: theirs.framesMs.p99, is: 'a plain table with all rows in the document, which nothing changes' },
      { ...ours, plain: theirs },
    ),
  ];
}

async function opened(browser: TestBrowser, system: RunningSystem, cookie: Cookie, path: string): Promise<Page> {
  const page = await browser.newPage({ cookies: [cookie] });
  await page.goto(system.run.url + path);
  await page.getByRole('banner').getByText('Live').waitFor();
  await untilIn(page, `document.querySelector('[data-loading]') === null`);
  return page;
}

/** Orders come until the chain has so many events, and everything that follows from them has happened. */
async function filled(system: RunningSystem, events: number): Promise<void> {
  for (let round = 0; (await chainEnd(system)) < events; round += 1) {
    const orders = Math.ceil((events - (await chainEnd(system))) / EVENTS_PER_ORDER);
    const webhooks = { url: `${system.run.url}/webhooks/shopify`, secret: system.secret };
    await sendOrders(webhooks, { seed: `console-rows-${events}-${round}`, count: orders });
    await quietChain(system);
  }
}

/** Resolves once nothing was recorded for a while. */
async function quietChain(system: RunningSystem): Promise<void> {
  const until = performance.now() + QUIET_WITHIN_MS;
  for (let [before, after] = [-1, await chainEnd(system)]; before !== after;) {
    if (performance.now() > until) throw new Error('The system never came to rest');
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    [before, after] = [after, await chainEnd(system)];
  }
}

async function chainEnd(system: RunningSystem): Promise<number> {
  const { rows } = await system.admin.query<{ position: string }>('SELECT position FROM audit.head');
  return Number(rows[0]!.position);
}
