import type { AttributionReturns, MarginRow } from '@vividwalls/contracts';
import { NOW, ReportsOf } from './testing/reports-of.js';

/** The day before, of the shop's calendar too. */
const YESTERDAY = new Date(NOW.getTime() - 24 * 3_600_000).toISOString();

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('agent-spending');
  await budget('marketing');
  await budget('customer-experience');
  await spend({ key: 'a', agentId: 'seo-sem-agent', category: 'llm', minor: '2544' });
  await spend({ key: 'b', agentId: 'seo-sem-agent', category: 'advertising', minor: '5000', occurredAt: YESTERDAY });
  await spend({
    key: 'c',
    agentId: 'live-chat-agent',
    category: 'llm',
    minor: '16',
    department: 'customer-experience',
  });
  await spend({ key: 'd', category: 'tools', minor: '7' });
  await spend({ key: 'free', agentId: 'seo-agent', category: 'llm', minor: '0' });
  // The same as spend a, told by who did the work: listed, and not another cost.
  await cost({ agentId: 'seo-sem-agent', category: 'llm', amountMinor: '2544', externalRef: 'a', campaign: 'autumn' });
  await cost({ agentId: 'seo-sem-agent', category: 'llm', amountMinor: '100' });
  await cost({ category: 'subscriptions', amountMinor: '900' });
});
afterAll(() => reports?.stop());

const post = async (path: string, body: object): Promise<void> => {
  const answer = await reports.finance.post(`/api/finance/${path}`, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
};

const budget = (department: string) =>
  post('budgets', {
    ...{ department, periodStart: '2026-11-01', periodEnd: '2026-11-30', allocatedMinor: '100000' },
    ...{ currency: 'USD', limit: 'hard' },
  });

interface Spent {
  readonly key: string;
  readonly category: string;
  readonly minor: string;
  readonly agentId?: string;
  readonly department?: string;
  readonly occurredAt?: string;
}

async function spend({ key, category, minor, agentId, department = 'marketing', occurredAt }: Spent): Promise<void> {
  const asked = { key, department, category, purpose: 'work', agentId, amountMinor: '9000', currency: 'USD' };
  await post('spend/authorize', asked);
  await post('spend/commit', { key, actualMinor: minor, ...(occurredAt && { occurredAt }) });
}

const cost = (fields: object) =>
  post('costs', { currency: 'USD', description: 'work', occurredAt: NOW.toISOString(), ...fields });

const returns = (query: string) => reports.body<AttributionReturns>(`reports/attribution?${query}`);
const DAYS = 'from=2026-11-01&to=2026-11-24';

const sum = <Row>(rows: readonly Row[], of: (row: Row) => string | null | undefined): string =>
  rows.reduce((total, row) => total + BigInt(of(row) ?? '0'), 0n).toString();

/** What the ledger turned over in these days on the accounts of spending. */
async function ledger(from: string, to: string): Promise<Record<string, string>> {
  const rows = await reports.database.dataSource.query<{ account: string; minor: string }[]>(
    `SELECT account, sum(debit_minor - credit_minor) AS minor FROM account_days
     WHERE book = 'real' AND day BETWEEN $1 AND $2 AND account LIKE 'expense:%' GROUP BY account`,
    [from, to],
  );
  return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
}

describe('what agents cost', () => {
  it('is what they spent and what was booked of them, each once', async () => {
    const { rows } = await returns(DAYS);
    const byKey = new Map(rows.map((row) => [row.key, row]));
    expect(byKey.get('seo-sem-agent')).toMatchObject({
      ...{ name: 'SEO/SEM Agent', agentRunsMinor: '2644', advertisingMinor: '5000', costMinor: '7644' },
    });
    expect(byKey.get('live-chat-agent')).toMatchObject({ costMinor: '16' });
    expect(byKey.get(null)).toMatchObject({ agentRunsMinor: '7', otherCostsMinor: '900' });
    // What was settled with nothing is no entry, and no cost that was told.
    expect(byKey.has('seo-agent')).toBe(false);
  });

  it.each([
    ['2026-11-01', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-23', '2026-11-23'],
    ['2026-11-01', '2026-11-22'],
  ])('of all of them and of nobody is what the ledger turned over from %s to %s', async (from, to) => {
    const booked = await ledger(from, to);
    const range = `from=${from}&to=${to}`;
    for (const by of ['agent', 'department', 'campaign']) {
      const { rows } = await returns(`${range}&by=${by}`);
      expect(sum(rows, (row) => row.agentRunsMinor)).toBe(booked['expense:agent-runs'] ?? '0');
      expect(sum(rows, (row) => row.advertisingMinor)).toBe(booked['expense:advertising'] ?? '0');
      expect(sum(rows, (row) => row.otherCostsMinor)).toBe(booked['expense:subscriptions'] ?? '0');
    }
    const { items, totals } = await reports.margins(`by=agent&${range}`);
    for (const rows of [items, totals] as readonly (readonly MarginRow[])[]) {
      expect(sum(rows, (row) => row.agentRunsMinor)).toBe(booked['expense:agent-runs'] ?? '0');
      expect(sum(rows, (row) => row.advertisingMinor)).toBe(booked['expense:advertising'] ?? '0');
    }
  });

  it('stands with the campaign that a report of it names, and with the department as it is called', async () => {
    const campaigns = (await returns(`${DAYS}&by=campaign`)).rows;
    expect(campaigns.find(({ key }) => key === 'autumn')).toMatchObject({ agentRunsMinor: '2544' });
    const departments = (await returns(`${DAYS}&by=department`)).rows;
    expect(departments.map(({ key }) => key).sort()).toEqual(['Customer Experience', 'Marketing', null]);
  });

  it('is in margins by agent, under the name that every report has', async () => {
    const { items } = await reports.margins(`by=agent&${DAYS}`);
    expect(items.find(({ key }) => key === 'seo-sem-agent')).toMatchObject({
      ...{ name: 'SEO/SEM Agent', orders: 0, agentRunsMinor: '2644', advertisingMinor: '5000' },
      margin: { amountMinor: '-7644' },
    });
    expect(items.find(({ key }) => key === null)).toMatchObject({ agentRunsMinor: '7', otherCostsMinor: '900' });
  });
});
