import { type Cookie, expectAccessible, startBrowser, type TestBrowser } from '@vividwalls/testing/browser';
import { drained } from '../drained.js';
import { shopBodies } from '../shop-bodies.js';
import { startSystem, stopSystems, type System } from '../system.js';
import { brokenOrders } from './broken-orders.js';
import { posted } from './posted.js';
import { Traffic } from './settled.js';
import { sessionOf } from './signed-in.js';
import { FIRST_ROWS, PAGES, type Subject } from './subjects.js';
import { wantedSubjects } from './wanted-subjects.js';

const THEMES = ['light', 'dark'] as const;
const DESK = { width: 1440, height: 900 };
const PHONE_HEIGHT = 844;
/** A page of a machine with much to do. */
const SETTLED_MS = 30_000;

let system: System;
let browser: TestBrowser;
let session: Cookie[];

beforeAll(async () => {
  browser = await startBrowser();
  system = await startSystem();
  for (const { topic, bytes } of shopBodies()) await system.post(topic, bytes);
  await drained(system);
  await somethingOfEverything();
  session = await sessionOf(browser, system);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stopSystems();
}, 60_000);

/** What no order brings by itself: a question that waits, a migration, a dead letter. */
async function somethingOfEverything(): Promise<void> {
  const question = { key: 'every-page', act: 'discount.grant', subject: '90001', why: 'A designer takes nine prints' };
  await posted(system, '/api/governance/approvals', { ...question, facts: { percent: 30 }, does: { percent: 30 } });
  await posted(system, '/api/orchestration/migrations', {
    ...{ targetAgentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent' },
    ...{ legacyAgentIds: ['hospitality-sales-agent'], reason: 'First of the commercial team' },
  });
  const broken = await brokenOrders(system);
  await broken.publish('77001');
  await broken.letterOf('77001');
}

/** The page comes to rest without a complaint, has nothing that keeps people out, and fits its window, in both themes. */
async function visit({ path, width, isPublic }: Subject): Promise<void> {
  const viewport = width === undefined ? DESK : { width, height: PHONE_HEIGHT };
  const cookies = isPublic ? [] : session;
  await browser.scenario(
    async (open) => {
      const page = await open();
      const traffic = new Traffic(page);
      await page.goto(system.url + path);
      expect(await traffic.settled(SETTLED_MS)).toEqual([]);
      expect(new URL(page.url()).pathname).toBe(new URL(path, system.url).pathname);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        expect(await traffic.settled(SETTLED_MS)).toEqual([]);
        await expectAccessible(page);
      }
    },
    // A trace of forty pages would take longer than the pages.
    { viewport, cookies, isTraced: false },
  );
}

it.each(PAGES)('$name', visit, 60_000);

it.each(FIRST_ROWS)(
  'the first of its list: $name',
  async ({ name }) => {
    const { subjects, missing } = await wantedSubjects({ only: [name] }, system);
    expect(missing).toEqual([]);
    for (const subject of subjects) await visit(subject);
  },
  60_000,
);
