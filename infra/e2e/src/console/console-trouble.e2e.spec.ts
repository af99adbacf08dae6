import { createHash } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import type { TaskShown, Verification } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { startBrowser, type Page, type TestBrowser } from '@vividwalls/testing/browser';
import type { Client } from 'pg';
import { drained } from '../drained.js';
import { recordedEvents } from '../record.js';
import { startSystem, stopSystems, type System } from '../system.js';
import { brokenOrders } from './broken-orders.js';
import { employ, holdWorkflow, type HeldWorkflow } from './held-workflow.js';
import { postPaidOrders } from './paid-order.js';
import { posted } from './posted.js';
import { asking, confirm } from './reason-dialog.js';
import { signedIn, type Scene } from './signed-in.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  readonly left: number;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly abortReason: string | null;
}

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
const SOON = { timeout: 30_000 };
const LETTERS = 300;
/** Two services hear of orders; either makes a letter of each. */
const ALL = 2 * LETTERS;
/** Letters a second: a job of hundreds takes its time, whatever else the machine does. */
const SLOWLY = 6;
const JOBS = '/api/gateway/dead-letters/jobs';

let workflow: HeldWorkflow;
let system: System;
let browser: TestBrowser;
let scene: Scene;
let admin: Client;

beforeAll(async () => {
  [browser, workflow] = await Promise.all([startBrowser(), holdWorkflow()]);
  system = await startSystem({ env: workflow.env });
  scene = await signedIn(browser, system);
  await employ(system, workflow);
  await postPaidOrders(system, 3);
  await drained(system);
  admin = await system.db();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stopSystems();
  await workflow?.close();
}, 60_000);

async function opened(page: Page, path: string): Promise<Page> {
  await page.goto(`${system.url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor(SOON);
  return page;
}

describe('a record that somebody changed', () => {
  const PLACE = 5;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const verified = () => system.get<Verification>('/api/audit/verify');

  /** Presses the button, and waits for what is said. */
  async function verify(page: Page, verdict: RegExp): Promise<void> {
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByRole('main').getByRole('status').filter({ hasText: verdict }).waitFor(SOON);
  }

  it('names the entry, what was expected and what stands there, on every page that knows', async () => {
    const {
      rows: [row],
    } = await admin.query<{ payload: string }>('SELECT payload FROM audit.chain WHERE position = $1', [PLACE]);
    const { payload } = row!;
    const changed = `${payload.slice(0, -1)} }`;
    const put = (text: string) => admin.query('UPDATE audit.chain SET payload = $2 WHERE position = $1', [PLACE, text]);
    await put(changed);
    try {
      await scene(async (open) => {
        const page = await opened(await open(), '/events');
        await verify(page, /The record of events is broken at entry 5\./);
        await page.getByRole('link', { name: 'Show the proof' }).click();
        const places = page.getByRole('list', { name: 'Where it breaks' });
        await places.getByText('Entry 5 was changed').waitFor(SOON);
        const text = (await places.textContent()) ?? '';
        for (const part of ['Entries 1 to 4', sha256(payload), sha256(changed), 'Entries 6 to ']) {
          expect(text).toContain(part);
        }
        await page.getByRole('heading', { name: 'What to do now' }).waitFor();
        await places.getByRole('link', { name: 'Show entry 5' }).click();
        await page.getByRole('alert').filter({ hasText: 'Entry 5 was changed' }).waitFor(SOON);
        // Who comes later, and did not ask, is told all the same.
        const other = await opened(await open(), '/');
        await other.getByRole('link', { name: /The record of events is broken at entry 5/ }).click(SOON);
        await other.waitForURL('**/events/verify');
        await other.getByText(/by the owner/).waitFor(SOON);
      });
    } finally {
      await put(payload);
    }
    expect((await verified()).ok).toBe(true);
  }, 120_000);

  it('names what was removed from the middle and cut off at the end; and forgets it once it is whole', async () => {
    const { events } = await verified();
    await admin.query(
      `CREATE TABLE public.removed AS SELECT * FROM audit.chain WHERE position IN (${PLACE}, ${events - 1}, ${events})`,
    );
    await admin.query('DELETE FROM audit.chain WHERE position IN (SELECT position FROM public.removed)');
    await scene(async (open) => {
      const page = await opened(await open(), '/events/verify');
      try {
        await verify(page, /broken in 2 places, first at entry 5\./);
        const places = page.getByRole('list', { name: 'Where it breaks' });
        const shown = ((await places.textContent()) ?? '').replaceAll(',', '');
        expect(shown).toMatch(
          new RegExp(
            `Entries 1 to 4:.*Entry 5 is gone.*1 entry.*nothing.*Entries 6 to ${events - 2}:.*` +
              `Entries ${events - 1} to ${events} are gone.*cut off.*2 entries.*nothing`,
          ),
        );
        await page.getByText(/which is gone/).waitFor();
      } finally {
        await admin.query('INSERT INTO audit.chain TABLE public.removed');
        await admin.query('DROP TABLE public.removed');
      }
      await verify(page, /The record is whole/);
      await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
      await page.getByRole('heading', { name: 'Needs you' }).waitFor(SOON);
      await page
        .getByText(/^as of/)
        .first()
        .waitFor(SOON);
      expect(await page.getByText(/The record of events/).count()).toBe(0);
    });
  }, 120_000);
});

describe('an event that waits', () => {
  it('says for what and until when, and is gone once its cause has come', async () => {
    const { agentId, capability } = workflow;
    const order = { capability, agentId, input: {}, subject: 'parcel-1', priority: 'low' };
    const { id } = await posted<TaskShown>(system, '/api/orchestration/tasks', order);
    const task = () => system.get<TaskShown>(`/api/orchestration/tasks/${id}`);
    await eventually(async () => expect(await task()).toMatchObject({ state: 'running', waitsFor: null }), WITHIN);
    // The workflow's answer overtakes its word that it has the task.
    await posted(system, '/webhooks/n8n', {
      type: 'task.outcome_reported',
      data: {
        ...{ taskId: id, agentId, outcome: 'succeeded', durationMs: 1, output: { ok: true } },
        occurredAt: new Date().toISOString(),
      },
    });
    await scene(async (open) => {
      const page = await opened(await open(), '/system/messaging');
      const row = page.getByRole('table', { name: 'Events that wait for a cause' }).locator('[data-row]');
      await row.waitFor(SOON);
      const text = await row.textContent();
      expect(text).toContain('orchestration');
      expect(text).toContain('Task outcome reported');
      expect(text).toContain(`the task ${id} does not wait for an answer yet`);
      expect(text).toMatch(/in (1|2) min|in \d+ sec/);
      workflow.release();
      await row.waitFor({ state: 'hidden', ...SOON });
    });
    expect(await task()).toMatchObject({ state: 'succeeded', output: { ok: true } });
  }, 120_000);

  it('because the broker refuses it says why, and goes out once that is mended', async () => {
    const streams = (await jetstreamManager(await system.nats())).streams;
    await streams.update('FINANCE', { max_msg_size: 200 });
    await postPaidOrders(system, 2);
    await scene(async (open) => {
      await eventually(async () => {
        const { items } = await system.get<{ items: object[] }>('/api/finance/messaging/parked');
        expect(items.length).toBeGreaterThanOrEqual(2);
      }, WITHIN);
      const page = await opened(await open(), '/system/messaging');
      const rows = page.getByRole('table', { name: 'Events set aside by finance' }).locator('[data-row]');
      await rows.first().waitFor(SOON);
      expect(await rows.first().textContent()).toMatch(/vw\.finance\..*message size exceeds maximum/);
      await streams.update('FINANCE', { max_msg_size: -1 });
      await page.getByRole('button', { name: 'Retry all that are shown' }).click();
      await confirm(page, 'Retry', 'The stream takes larger events again');
      await rows.first().waitFor({ state: 'hidden', ...SOON });
    });
    await drained(system);
    expect(await system.get('/api/finance/messaging/parked')).toEqual({ items: [] });
  }, 120_000);
});

describe('a job over three hundred letters', () => {
  beforeAll(async () => {
    const broken = await brokenOrders(system);
    for (let n = 0; n < LETTERS; n += 1) await broken.publish(String(9_900_000 + n));
    for (const consumer of ['finance', 'orchestration']) {
      await eventually(async () => {
        const path = `/api/gateway/dead-letters/summary?state=open&consumer=${consumer}`;
        const { items } = await system.get<{ items: { count: number }[] }>(path);
        expect(items.map(({ count }) => count)).toEqual([LETTERS]);
      }, WITHIN);
    }
  }, 180_000);

  const job = (id: string) => system.get<Job>(`${JOBS}/${id}`);
  const newest = async (): Promise<Job> => (await system.get<{ items: Job[] }>(`${JOBS}?limit=1`)).items[0]!;
  /** Which letters were sent again, by the record; those of a job, or all. */
  async function sent(jobId?: string): Promise<string[]> {
    await drained(system);
    const events = await recordedEvents(system, 'DLQ');
    return events
      .filter(({ type }) => type === 'vw.dlq.letter.redriven.v1')
      .map(({ data }) => data as { letterId: string; jobId: string | null })
      .filter((one) => jobId === undefined || one.jobId === jobId)
      .map(({ letterId }) => letterId);
  }

  it('is stopped half-way, by whom, when and why; what it did not touch stays open', async () => {
    const body = { filter: { reason: 'permanent' }, reason: 'Is the currency known by now?', ratePerSecond: SLOWLY };
    const { id, total } = await posted<Job>(system, '/api/gateway/dead-letters/redrives', body);
    expect(total).toBe(ALL);
    await scene(async (open) => {
      const page = await opened(await open(), '/dead-letters?reason=permanent');
      const bar = page.getByRole('progressbar');
      await bar.waitFor(SOON);
      await eventually(async () => expect((await job(id)).done).toBeGreaterThanOrEqual(20), WITHIN);
      // Whoever comes in the midst of it sees how far it is.
      await page.reload();
      await bar.waitFor(SOON);
      expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(20);
      expect(await bar.getAttribute('aria-valuemax')).toBe(String(ALL));
      await page.getByRole('button', { name: 'Abort' }).click();
      await confirm(page, 'Abort', 'They fail again');
      await page.getByText('aborted', { exact: true }).waitFor(SOON);

      const ended = await job(id);
      expect(ended).toMatchObject({ state: 'aborted', endedBy: 'user:owner', abortReason: 'They fail again' });
      expect(ended.done).toBeLessThan(ALL);
      expect(ended.done + ended.left).toBe(ALL);
      await page.reload();
      await page.getByText(`${ended.done} letters sent again, ${ended.left} not touched, still open`).waitFor(SOON);
      await page.getByText(/Aborted .* by the owner: They fail again/).waitFor(SOON);
      await opened(page, '/dead-letters/jobs');
      await page.getByText('Aborted by the owner: They fail again').waitFor(SOON);
      const letters = await sent(id);
      expect(letters).toHaveLength(ended.done);
      expect(new Set(letters).size).toBe(ended.done);
    });
  }, 180_000);

  it('goes on after the gateway was killed, beside a second one for the same letters; none is sent twice', async () => {
    const body = { filter: { consumer: 'orchestration' }, reason: 'Is it known by now?', ratePerSecond: SLOWLY };
    const first = await posted<Job>(system, '/api/gateway/dead-letters/redrives', body);
    await scene(async (open) => {
      const page = await opened(await open(), '/dead-letters?consumer=orchestration');
      await page.getByRole('button', { name: 'Redrive all matching' }).click(SOON);
      await asking(page).getByText('Another job is at work').waitFor(SOON);
      await asking(page)
        .getByText(/\d+ match now/)
        .waitFor(SOON);
      await confirm(page, 'Redrive', 'I had not seen the first');
    });
    const second = await newest();
    expect(second.id).not.toBe(first.id);
    const before = await job(first.id);
    expect(before.state).toBe('running');
    await system.killService('gateway');
    await system.ready();
    await scene(async (open) => {
      const page = await opened(await open(), '/dead-letters?consumer=orchestration');
      await page.getByText(`${LETTERS} of ${LETTERS}`).first().waitFor({ timeout: 90_000 });
      expect(await page.getByRole('progressbar').count()).toBeGreaterThanOrEqual(2);
    });
    for (const { id, total } of [first, second]) {
      await eventually(async () => expect((await job(id)).state).toBe('finished'), WITHIN);
      const { done, skipped, left } = await job(id);
      expect({ all: done + skipped, left }).toEqual({ all: total, left: 0 });
      expect(await sent(id)).toHaveLength(done);
    }
    const letters = await sent();
    expect(new Set(letters).size).toBe(letters.length);
  }, 240_000);
});

describe('what is out of all proportion', () => {
  const overflow = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  async function letterWith(error: string, offset: number): Promise<string> {
    const {
      rows: [row],
    } = await admin.query<{ id: string }>(
      `UPDATE gateway.dead_letters SET error = $1 WHERE id =
         (SELECT id FROM gateway.dead_letters WHERE state = 'open' ORDER BY failed_at DESC, id OFFSET $2 LIMIT 1)
       RETURNING id`,
      [error, offset],
    );
    return row!.id;
  }

  it('an error of five thousand characters and one that is a script stay words in their place', async () => {
    const long = await letterWith(`Permanent: ${'averylongword'.repeat(400)}`, 0);
    const script = '<script>document.title = "taken"</script><img src=x onerror="document.title = 1">';
    const sly = await letterWith(`Permanent: ${script}\n    at ${script}`, 1);
    await scene(async (open) => {
      const page = await open();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const path of ['/dead-letters', `/dead-letters/${long}`, `/dead-letters/${sly}`]) {
          await opened(page, path);
          await page
            .getByText(/Permanent: /)
            .first()
            .waitFor(SOON);
          expect({ path, width, overflow: await overflow(page) }).toEqual({ path, width, overflow: 0 });
          expect(await page.title()).not.toMatch(/taken|^1$/);
        }
        await page.getByText(`Permanent: ${script}`).waitFor();
      }
      await opened(page, `/dead-letters/${long}`);
      const error = await page.getByText(/Permanent: averylongword/).boundingBox();
      expect(error!.height).toBeLessThan(200);
    });
  }, 120_000);

  it('a payload of two hundred kilobytes is shown as far as it is of use', async () => {
    const broken = await brokenOrders(system);
    const lines = Array.from({ length: 2_500 }, (_, n) => ({ n, name: `line ${n}`, text: 'x'.repeat(40) }));
    await broken.publish('7700001', { lines });
    const letter = await broken.letterOf('7700001');
    await scene(async (open) => {
      const page = await opened(await open(), `/dead-letters/${letter}`);
      await page.getByRole('heading', { name: 'Payload' }).waitFor(SOON);
      expect(await overflow(page)).toBe(0);
      await opened(page, '/events?subject=7700001&type=vw.shop.order.paid.v1');
      await page.getByRole('table', { name: 'Events' }).locator('[data-row]').first().click(SOON);
      await page.getByText('The rest is in the JSON.').waitFor(SOON);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: 'JSON' }).click();
      await page.getByText('line 2499').waitFor(SOON);
    });
  }, 120_000);
});
