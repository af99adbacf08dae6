import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const finance = (args: readonly string[], answers: Answers) => vw(['finance', ...args], answers);

const REASON = ['--reason', 'agreed with the gallery'];

const budget = {
  ...{ id: 'b1', department: 'marketing', category: 'advertising', unit: 'USD', currency: 'USD', limit: 'hard' },
  ...{ periodStart: '2026-11-01', periodEnd: '2026-11-30', thresholds: [80], thresholdsReached: [] },
  ...{ allocatedMinor: '2500000', spentMinor: '1950000', reservedMinor: '12500', remainingMinor: '537500' },
  ...{
    varianceMinor: '550000',
    burnRate: { perDayMinor: '81250', projectedMinor: '2437500', overrunOn: '2026-11-29' },
  },
};
const tokens = {
  ...budget,
  ...{ id: 'b2', category: undefined, agentId: 'poet', unit: 'tokens', currency: undefined, burnRate: null },
  ...{ periodStart: '2026-11-24', periodEnd: '2026-11-24', allocatedMinor: '500000', remainingMinor: '-12' },
};
const spend = {
  ...{ key: 'ad/7', state: 'committed', reason: 'within budget', actor: 'agent:facebook', department: 'marketing' },
  ...{ category: 'advertising', purpose: 'Autumn', amountMinor: '12000', allowanceMinor: '0', actualMinor: '11850' },
  ...{ unit: 'USD', decidedAt: '2026-11-24T10:00:00Z', budgetIds: ['b1'] },
};

describe('vw finance budgets', () => {
  it('shows what is spent, held and left in each one’s unit', async () => {
    const { code, out } = await finance(
      ['budgets', '--department', 'marketing', '--agent', 'poet', '--on', '2026-11-24'],
      {
        'GET /api/finance/budgets': { json: { items: [budget, tokens] } },
      },
    );
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ department: 'marketing', agentId: 'poet', on: '2026-11-24', limit: '50' });
    expect(out).toContain(
      'b1\tmarketing, advertising\t2026-11-01…2026-11-30\thard\t25000.00\t19500.00\t125.00\t5375.00\tUSD\t2026-11-29',
    );
    expect(out).toContain('b2\tmarketing, agent poet\t2026-11-24\thard\t500000\t1950000\t12500\t-12\ttokens\t');
  });

  it('says when there are none, and gives JSON', async () => {
    const answers = { 'GET /api/finance/budgets': { json: { items: [] } } };
    expect((await finance(['budgets'], answers)).out).toBe('No budgets.\n');
    expect(JSON.parse((await finance(['budgets', '--json'], answers)).out)).toEqual({ items: [] });
  });

  it('shows one with everything that moved it', async () => {
    const movement = {
      ...{ seq: 3, kind: 'committed', allocatedMinor: '0', reservedMinor: '-12000', spentMinor: '11850' },
      ...{ reference: 'ad/7', actor: 'agent:facebook', recordedAt: '2026-11-24T10:05:00Z' },
    };
    const { out } = await finance(['budget', 'b1'], {
      'GET /api/finance/budgets/b1': { json: budget },
      'GET /api/finance/budgets/b1/history': { json: { items: [movement] } },
    });
    expect(out).toContain('marketing, advertising, 2026-11-01…2026-11-30, hard limit, USD');
    expect(out).toContain('812.50 a day, 24375.00 at the end; OVERSPENT ON 2026-11-29');
    expect(out).toContain('3\t2026-11-24T10:05:00Z\tcommitted\t\t-120.00\t118.50\tagent:facebook\tad/7\t');
    expect((await finance(['budget', 'b9'], {})).code).toBe(5);
  });
});

describe('vw finance spend', () => {
  const asking = [
    'spend',
    'authorize',
    'ad/7',
    '--department',
    'marketing',
    '--category',
    'advertising',
    '--for',
    'Autumn',
  ];
  const authorised = {
    decision: 'authorised',
    reason: 'within budget',
    key: 'ad/7',
    expiresAt: '2026-11-24T10:15:00Z',
  };

  it('asks in the smallest parts, and says yes', async () => {
    const more = [
      '--amount',
      '120.5',
      '--currency',
      'USD',
      '--allowance',
      '5',
      '--agent',
      'facebook',
      '--expires-in',
      '60',
    ];
    const { code, out } = await finance([...asking, ...more], {
      'POST /api/finance/spend/authorize': { json: authorised },
    });
    expect(sent()).toEqual({
      ...{ key: 'ad/7', department: 'marketing', category: 'advertising', purpose: 'Autumn', agentId: 'facebook' },
      ...{ amountMinor: '12050', currency: 'USD', allowanceMinor: '500', expiresInS: 60 },
    });
    expect({ code, out }).toEqual({ code: 0, out: 'authorised: within budget, until 2026-11-24T10:15:00Z\n' });
  });

  it('ends with 1 when the answer is no, or not yet', async () => {
    for (const decision of ['refused', 'approval_required']) {
      const json = { decision, reason: 'no room', key: 'ad/7' };
      const { code, out } = await finance([...asking, '--tokens', '12000'], {
        'POST /api/finance/spend/authorize': { json },
      });
      expect(sent()).toMatchObject({ amountMinor: '12000', unit: 'tokens' });
      const where = decision === 'refused' ? '' : 'People decide on it: vw approvals list --act budget.overspend\n';
      expect({ code, out }).toEqual({ code: 1, out: `${decision.replace('_', ' ')}: no room\n${where}` });
    }
  });

  it.each([
    ['nothing', []],
    ['both', ['--amount', '1', '--tokens', '1', '--currency', 'USD']],
    ['no currency', ['--amount', '1']],
    ['too many digits', ['--amount', '1.005', '--currency', 'USD']],
    ['an unknown currency', ['--amount', '1', '--currency', 'XXX']],
    ['half a token', ['--tokens', '0.5']],
  ])('does not ask with %s', async (_what, more) => {
    expect((await finance([...asking, ...more], {})).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });

  it('commits in the unit that was authorised', async () => {
    const { code, out } = await finance(
      ['spend', 'commit', 'ad/7', '--amount', '118.50', '--at', '2026-11-24T09:00:00Z'],
      {
        'GET /api/finance/spend/ad%2F7': { json: spend },
        'POST /api/finance/spend/commit': { json: spend },
      },
    );
    expect(sent()).toEqual({ key: 'ad/7', actualMinor: '11850', occurredAt: '2026-11-24T09:00:00Z' });
    expect({ code, out }).toEqual({ code: 0, out: 'Spend ad/7 is committed: 118.50 USD (within budget)\n' });
  });

  it('releases', async () => {
    const released = { ...spend, state: 'released', actualMinor: undefined };
    const { code, out } = await finance(['spend', 'release', 'ad/7'], {
      'POST /api/finance/spend/release': { json: released },
    });
    expect(sent()).toEqual({ key: 'ad/7' });
    expect({ code, out }).toEqual({ code: 0, out: 'Spend ad/7 is released: 120.00 USD (within budget)\n' });
  });

  it.each([
    ['spend', 'approve'],
    ['spend', 'reject'],
    ['transfers', 'approve'],
    ['transfers', 'reject'],
  ])('%s %s is not decided here', async (...words) => {
    expect((await finance([...words, 'ad/7', ...REASON], {})).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });

  it('lists those that wait', async () => {
    const { out } = await finance(['spend', 'list', '--state', 'pending'], {
      'GET /api/finance/spend': { json: { items: [{ ...spend, state: 'pending', actualMinor: undefined }] } },
    });
    expect(gateway.seen[0]!.query).toEqual({ state: 'pending', limit: '50' });
    expect(out).toContain(
      'ad/7\t2026-11-24T10:00:00Z\tpending\t120.00\t\tUSD\tagent:facebook\tmarketing, advertising: Autumn',
    );
  });
});

describe('vw finance transfers', () => {
  const transfer = {
    ...{ id: 't1', fromBudgetId: 'b1', toBudgetId: 'b2', amountMinor: '100000', unit: 'USD', state: 'pending' },
    ...{ reason: REASON[1], requestedBy: 'user:owner', requestedAt: '2026-11-24T10:00:00Z' },
  };

  it('are asked for in the unit of the budget, once', async () => {
    const { code, out } = await finance(['transfers', 'ask', 'b1', 'b2', '1000', ...REASON], {
      'GET /api/finance/budgets/b1': { json: budget },
      'POST /api/finance/budgets/transfers': { json: transfer },
    });
    expect(code).toBe(0);
    expect(sent()).toEqual({ fromBudgetId: 'b1', toBudgetId: 'b2', amountMinor: '100000', reason: REASON[1] });
    expect(gateway.seen.at(-1)!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(out).toContain('Transfer t1 is pending: 1000.00 USD from b1 to b2');
    expect(out).toContain('vw approvals list --act budget.transfer');
  });

  it('are listed', async () => {
    const { out } = await finance(['transfers', 'list', '--state', 'pending'], {
      'GET /api/finance/budgets/transfers': {
        json: { items: [{ ...transfer, approval: { reason: 'waits for a person' } }] },
      },
    });
    expect(out).toContain('t1\t2026-11-24T10:00:00Z\tpending\t1000.00\tUSD\tb1\tb2\tuser:owner');
    expect(out).toContain('waits for a person');
  });
});
