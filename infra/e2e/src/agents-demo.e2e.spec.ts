import { freePort } from '@vividwalls/local';
import { eventually } from '@vividwalls/testing';
import { drained } from './drained.js';
import { startSystem, stopSystems, type System } from './system.js';
import { vw } from './vw.js';

interface MigrationSeen {
  readonly id: string;
  readonly personaId: string;
  readonly state: string;
}

interface TaskSeen {
  readonly capability: string;
  readonly id: string;
  readonly state: string;
  readonly waitsFor: string | null;
  readonly stage: string;
  readonly approvalId: string | null;
  readonly spendState: string;
}

interface Spoken {
  readonly migrations: Readonly<Record<string, number>>;
  readonly tasks: { readonly asked: number; readonly new: number };
  readonly overruled: readonly string[];
  readonly short: readonly unknown[];
  readonly incident: { readonly byPerson: readonly string[]; readonly byOthers: readonly string[] } | null;
}

const api = '/api/orchestration';
const SECRET = `whsec_${Buffer.from('the workflow of the demo').toString('base64')}`;

let system: System;
let port: number;
beforeAll(async () => {
  port = await freePort();
  const env = { ORCHESTRATION_N8N_HOSTS: `127.0.0.1:${port}`, ORCHESTRATION_N8N_SECRET: SECRET };
  system = await startSystem({ env });
}, 120_000);
afterAll(stopSystems, 60_000);

const play = () =>
  vw<Spoken>(system, ['agents', 'simulate', '--json', '--yes', '--migrations', '13', '--workflow-port', String(port)]);

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor = ''; ;) {
    const page = await system.get<{ items: T[]; nextCursor?: string }>(`${path}limit=100${cursor}`);
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    cursor = `&cursor=${page.nextCursor}`;
  }
}
const migrations = () => all<MigrationSeen>(`${api}/migrations?`);
const migration = async (persona: string) => (await migrations()).find(({ personaId }) => personaId === persona)!;

async function reject(approvalId: string): Promise<void> {
  const answer = await system.ask(`/api/governance/approvals/${approvalId}/reject`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'Not today' }),
  });
  expect(answer.status).toBe(200);
}

let spoken: Spoken;
beforeAll(async () => {
  const { code, answer } = await play();
  if (code !== 0) throw new Error(`it ended with ${code}: ${JSON.stringify(answer)}`);
  spoken = answer;
  await drained(system);
}, 300_000);

it('leaves migrations in every state, most of them planned when few are taken forward', async () => {
  const states = new Set((await migrations()).map(({ state }) => state));
  expect([...states].sort()).toEqual(
    ['active', 'canary_10', 'canary_50', 'planned', 'retired', 'rolled_back', 'shadow'].sort(),
  );
  expect(Object.values(spoken.migrations).reduce((sum, count) => sum + count)).toBe(102);
  expect(spoken.short).toEqual([]);
});

it('compares for real: what differs is told in words, and the owner overruled it with a reason', async () => {
  const { id } = await migration('budget-management-agent');
  const differences = await all<{ differences: string }>(`${api}/migrations/${id}/comparisons?verdict=difference&`);
  expect(differences.length).toBeGreaterThan(0);
  expect(differences[0]!.differences).toContain('"within" acted, "near" proposed');
  expect(spoken.overruled).toContain('finance-director/budget-management-agent');
  const { moves } = await system.get<{ moves: { to: string; reason: string; findings: { verdict: string }[] }[] }>(
    `${api}/migrations/${id}`,
  );
  const overruled = moves.find(({ to }) => to === 'canary_10')!;
  expect(overruled.findings.some(({ verdict }) => verdict === 'overruled')).toBe(true);
  expect(overruled.reason).toMatch(/80 %/);
});

it('has agents standing still that are over budget', async () => {
  // Work that waits while others hold the money is refused only once they have spent it.
  await eventually(
    async () =>
      expect(await all<{ agentId: string; cause: string }>(`${api}/agents-stopped?`)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ agentId: 'youtube-agent', cause: 'over_budget' }),
          expect.objectContaining({ agentId: 'product-strategy-agent', cause: 'over_budget' }),
        ]),
      ),
    { timeoutMs: 90_000, intervalMs: 500 },
  );
}, 120_000);

it('falls back from a broken workflow to a person, rolls back by itself, and mends the agent', async () => {
  const [taskId] = spoken.incident!.byPerson;
  const task = await system.get<TaskSeen>(`${api}/tasks/${taskId}`);
  expect(task).toMatchObject({ state: 'succeeded', stage: 'person' });
  const timeline = await all<{ move: string; note: string }>(`${api}/tasks/${taskId}/timeline?`);
  const falls = timeline.filter(({ move }) => move === 'fall_back').map(({ note }) => note);
  expect(falls[0]).toMatch(/next: persona, Digital Sales Agent as /);
  expect(falls.some((note) => note.includes('next: agent, '))).toBe(true);
  expect(falls.some((note) => note.includes(', Sales Director'))).toBe(true);
  expect(falls.at(-1)).toMatch(/next: person, Sales Director$/);
  expect(spoken.incident!.byOthers.length).toBeGreaterThan(0);
  expect(await migration('global-customer-sales-agent')).toMatchObject({ state: 'rolled_back' });
  const agent = await system.get<{ capabilities: { name: string; executor?: object }[] }>(
    `${api}/agents/digital-sales-agent`,
  );
  expect(agent.capabilities.find(({ name }) => name === 'sales.quote')!.executor).toBeUndefined();
});

it('leaves nothing on its way, and the books right for every spend', async () => {
  const running = await all<TaskSeen>(`${api}/tasks?state=running,routed,budget_reserved&`);
  // Playbooks that wait for people: nobody is at work.
  expect(running.map(({ capability, waitsFor }) => `${capability} waits for ${waitsFor}`).sort()).toEqual([
    ...['b2b.outreach waits for approval', 'campaign.propose waits for approval'],
    ...['discount.request waits for approval', 'refund.request waits for approval'],
  ]);
  const queued = await all<TaskSeen>(`${api}/tasks?state=queued&`);
  expect(new Set(queued.map(({ waitsFor }) => waitsFor))).toEqual(new Set(['budget']));
  // What waits for a yes holds its money meanwhile. The owner did not ask for it, and so can decide.
  const waiting = await all<TaskSeen>(`${api}/tasks?state=awaiting_approval&`);
  expect(waiting.length).toBeGreaterThan(0);
  for (const { approvalId } of waiting) await reject(approvalId!);
  await drained(system);
  const budgetsNow = () => all<{ reservedMinor: string; spentMinor: string }>('/api/finance/budgets?');
  await eventually(async () => (await budgetsNow()).every(({ reservedMinor }) => reservedMinor === '0'), {
    timeoutMs: 30_000,
    intervalMs: 500,
  });
  const budgets = await budgetsNow();
  const spends = await all<{ state: string; actualMinor?: string }>('/api/finance/spend?');
  const committed = spends.filter(({ state }) => state === 'committed');
  expect(new Set(spends.map(({ state }) => state))).toEqual(new Set(['committed', 'released', 'refused']));
  const sum = (amounts: readonly string[]) => amounts.reduce((total, minor) => total + BigInt(minor), 0n);
  const spent = sum(budgets.map(({ spentMinor }) => spentMinor));
  expect(spent).toBeGreaterThan(0n);
  expect(spent).toBe(sum(committed.map(({ actualMinor }) => actualMinor!)));
}, 120_000);

it('does no harm when it is played again', async () => {
  const before = new Map((await migrations()).map(({ id, state }) => [id, state]));
  const { code, answer } = await play();
  expect([code, answer.tasks.new]).toEqual([0, 0]);
  expect(new Map((await migrations()).map(({ id, state }) => [id, state]))).toEqual(before);
}, 120_000);
