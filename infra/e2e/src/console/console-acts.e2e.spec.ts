import type { ApprovalAnswer, ApprovalDetailShown, TaskShown } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import { startBrowser, type TestBrowser } from '@vividwalls/testing/browser';
import { ledgerOf } from '../books.js';
import { drained } from '../drained.js';
import { startSystem, stopSystems, type System } from '../system.js';
import { brokenOrders, type BrokenOrders } from './broken-orders.js';
import { postPaidOrders } from './paid-order.js';
import { posted } from './posted.js';
import { asking, confirm } from './reason-dialog.js';
import { signedIn, type Scene } from './signed-in.js';

interface MigrationSeen {
  readonly id: string;
  readonly state: string;
  readonly moves: readonly { readonly to: string; readonly reason: string; readonly actor: string }[];
}

const WITHIN = { timeoutMs: 60_000, intervalMs: 200 };
/** What a service needs a moment for is seen well within this. */
const SOON = { timeout: 30_000 };
const APPROVALS = '/api/governance/approvals';
const ORCHESTRATION = '/api/orchestration';

let system: System;
let browser: TestBrowser;
let scene: Scene;
let broken: BrokenOrders;

beforeAll(async () => {
  browser = await startBrowser();
  system = await startSystem();
  scene = await signedIn(browser, system);
  await postPaidOrders(system, 1);
  await drained(system);
  broken = await brokenOrders(system);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stopSystems();
}, 60_000);

const send = <T>(path: string, body: object, key?: string): Promise<T> => posted<T>(system, path, body, key);

describe('a discount', () => {
  let agent: string;
  beforeAll(async () => {
    const scopes = ['governance:read', 'governance:write'];
    agent = (await send<{ key: string }>('/api/gateway/keys', { name: 'sales', scopes })).key;
  });

  /** An agent asks for leave to give 30 % to one customer. */
  async function asked(orderId: string): Promise<string> {
    const answer = await send<ApprovalAnswer>(
      APPROVALS,
      {
        ...{ key: `discount-${orderId}`, act: 'discount.grant', subject: orderId, why: 'A designer takes nine prints' },
        facts: {
          percent: 30,
          amountMinor: '30000',
          currency: 'USD',
          priceAfterMinor: '70000',
          costMinor: '60000',
          orderId,
        },
        ...{ does: { code: 'NINE-30', percent: 30 }, before: { percent: 0 }, after: { percent: 30 } },
      },
      agent,
    );
    expect(answer.verdict).toBe('pending');
    return answer.approvalId!;
  }
  const shown = (id: string) => system.get<ApprovalDetailShown>(`${APPROVALS}/${id}`);

  it('comes to the inbox by itself, and is approved by the keyboard with a reason', async () => {
    await scene(async (open) => {
      const page = await open();
      await page.goto(`${system.url}/approvals`);
      await page.getByText('Nothing waits for you').waitFor(SOON);
      const id = await asked('90001');
      const row = page.getByRole('link').filter({ hasText: 'A designer takes nine prints' });
      await row.waitFor(SOON);
      await page.keyboard.press('j');
      await page.waitForURL(`**/approvals/${id}`);
      await page.getByRole('group', { name: 'Decision' }).waitFor(SOON);
      await page.keyboard.press('y');
      await page.keyboard.type('Nine prints at once, and above their cost');
      await page.keyboard.press('Control+Enter');
      await page.getByText(/^Approved: /).waitFor(SOON);
      expect(await shown(id)).toMatchObject({
        ...{ state: 'approved', endedBy: ['user:owner'], reason: 'Nine prints at once, and above their cost' },
      });
    });
  }, 120_000);

  it('is rejected by a click, and not decided twice', async () => {
    const id = await asked('90002');
    await scene(
      async (open) => {
        const [page, other, writing] = [await open(), await open(), await open()];
        for (const one of [page, other, writing]) await one.goto(`${system.url}/approvals/${id}`);
        // Who hears at once that it was decided is offered nothing any more.
        await other.getByRole('button', { name: 'Pause live updates' }).click();
        await other.getByRole('button', { name: 'Approve' }).click();
        await writing.getByRole('button', { name: 'Approve' }).click();
        await asking(writing).getByLabel('Reason').fill('Half a reason');
        await page.getByRole('button', { name: 'Reject' }).click();
        await confirm(page, 'Reject', 'Below what it costs us');
        expect(await shown(id)).toMatchObject({ state: 'rejected', reason: 'Below what it costs us' });
        // Whoever is writing keeps what was written, and reads that it comes too late.
        await asking(writing)
          .getByText(/^Meanwhile it ended: rejected/)
          .waitFor(SOON);
        expect(await asking(writing).getByLabel('Reason').inputValue()).toBe('Half a reason');
        const dialog = asking(other);
        await dialog.getByLabel('Reason').fill('I had not seen that');
        await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
        await dialog.getByRole('alert').waitFor(SOON);
        expect(await dialog.getByRole('alert').textContent()).toMatch(/rejected/i);
        expect(await shown(id)).toMatchObject({ state: 'rejected' });
      },
      { allowed: [/\/approve was answered with 409$/] },
    );
  }, 120_000);
});

describe('a migration', () => {
  it('is rolled forward over a gate that somebody overrules, and back', async () => {
    const { id } = await send<MigrationSeen>(`${ORCHESTRATION}/migrations`, {
      ...{ targetAgentId: 'b2b-sales-agent', personaId: 'hospitality-sales-agent' },
      ...{ legacyAgentIds: ['hospitality-sales-agent'], reason: 'First of the commercial team' },
    });
    const migration = () => system.get<MigrationSeen>(`${ORCHESTRATION}/migrations/${id}`);
    await scene(async (open) => {
      const page = await open();
      await page.goto(`${system.url}/agents/consolidation/${id}`);
      const state = (label: string) => page.getByRole('main').getByText(label, { exact: true }).first().waitFor(SOON);
      await page.getByRole('button', { name: 'Roll forward' }).click();
      await confirm(page, 'Roll forward', 'We begin with hotels');
      await state('Shadow');
      expect(await migration()).toMatchObject({ state: 'shadow' });

      await page.getByRole('button', { name: 'Roll forward' }).click();
      await asking(page).getByRole('checkbox').check();
      await confirm(page, 'Roll forward', 'Hardly any traffic from hotels');
      await state('Canary 10%');
      expect(await migration()).toMatchObject({ state: 'canary_10' });

      await page.getByRole('button', { name: 'Roll back' }).click();
      await confirm(page, 'Roll back', 'Two complaints about wrong sizes');
      await state('Rolled back');
      await page.getByRole('button', { name: 'Plan again' }).waitFor();
      const { state: last, moves } = await migration();
      expect(last).toBe('rolled_back');
      const told = moves.map(({ to, reason, actor }) => [to, reason, actor]);
      expect(told).toEqual(
        expect.arrayContaining([
          ['shadow', 'We begin with hotels', 'user:owner'],
          ['canary_10', 'Hardly any traffic from hotels', 'user:owner'],
          ['rolled_back', 'Two complaints about wrong sizes', 'user:owner'],
        ]),
      );
    });
  }, 180_000);
});

describe('a dead letter', () => {
  it('is sent again as it was, fails again, and is handled once it is mended', async () => {
    await broken.publish('77001');
    const letter = await broken.letterOf('77001');
    await scene(
      async (open) => {
        const page = await open();
        await page.goto(`${system.url}/dead-letters?consumer=finance&text=77001`);
        await page.getByRole('table', { name: 'Dead letters' }).getByTitle('77001').first().click();
        await page.waitForURL(`**/dead-letters/${letter}`);
        await page.getByRole('button', { name: 'Redrive', exact: true }).click();
        await confirm(page, 'Redrive', 'Was it only the network?');
        await page.getByRole('link', { name: 'the next letter' }).click(SOON);

        await page.getByRole('button', { name: 'Edit and redrive' }).click();
        const dialog = asking(page);
        const data = dialog.getByLabel('Data');
        await data.fill(broken.dataOf('77001', 'US dollars'));
        await dialog.getByLabel('Reason').fill('The currency has no code');
        await dialog.getByRole('button', { name: 'Redrive', exact: true }).click();
        await dialog.getByRole('table', { name: 'Faults' }).getByText('order/currency').waitFor(SOON);
        await data.fill(broken.dataOf('77001', 'USD'));
        await dialog.getByRole('button', { name: 'Redrive', exact: true }).click();
        await dialog.waitFor({ state: 'hidden', ...SOON });
        await page.getByText('Its consumer handled it', { exact: true }).waitFor(SOON);
      },
      { allowed: [/\/redrive was answered with 4\d\d$/] },
    );
    const { entries } = await ledgerOf(system, '77001');
    expect(entries.filter(({ kind }) => kind === 'sale')).toHaveLength(1);
  }, 150_000);

  it('is sent again with all that match, counted before and followed to the end', async () => {
    const orders = ['88101', '88102', '88103'];
    for (const id of orders) await broken.publish(id);
    for (const id of orders) await broken.letterOf(id);
    await scene(async (open) => {
      const page = await open();
      await page.goto(`${system.url}/dead-letters?consumer=finance&text=8810`);
      await page.getByRole('button', { name: 'Redrive all matching' }).click();
      await asking(page).getByText('3 match now').waitFor(SOON);
      await confirm(page, 'Redrive', 'The currency may be known by now');
      await page.getByText('3 of 3').waitFor(SOON);
      await page.getByText('finished', { exact: true }).waitFor(SOON);
    });
    const { items } = await system.get<{ items: object[] }>('/api/gateway/dead-letters/jobs?limit=1');
    expect(items[0]).toMatchObject({ state: 'finished', total: 3, done: 3, actor: 'user:owner' });
  }, 150_000);
});

describe('a task', () => {
  it('that ended without success is run again', async () => {
    const runAfter = new Date(Date.now() + 3_600_000).toISOString();
    const task = { key: 'later', capability: 'kpi.snapshot', subject: 'kpi', input: {}, runAfter };
    const { id } = await send<TaskShown>(`${ORCHESTRATION}/tasks`, task);
    await scene(async (open) => {
      const page = await open();
      await page.goto(`${system.url}/tasks/${id}`);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await confirm(page, 'Cancel the task', 'Nobody needs it tonight');
      await page.getByRole('button', { name: 'Run it again' }).click(SOON);
      await page.waitForURL((url) => url.pathname.startsWith('/tasks/') && !url.pathname.endsWith(id), SOON);
      const again = new URL(page.url()).pathname.split('/').at(-1)!;
      await eventually(async () => {
        expect(await system.get<TaskShown>(`${ORCHESTRATION}/tasks/${again}`)).toMatchObject({ state: 'succeeded' });
      }, WITHIN);
      await page.getByText('succeeded', { exact: false }).first().waitFor(SOON);
    });
  }, 120_000);
});
