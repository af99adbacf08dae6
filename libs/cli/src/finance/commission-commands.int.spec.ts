import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommissionPlan, CommissionStatementWithLines, OrderCommission } from '@vividwalls/contracts';
import type { Answer, Seen } from '../testing/fake-gateway.js';
import { ownFolder } from '../testing/own-folder.js';
import { always, vwAgainstGateway } from '../testing/vw-against-gateway.js';
import { percent } from './commissions.js';

const { gateway, vw: ask } = vwAgainstGateway();

const vw = (args: string, answer: Answer | ((request: Seen) => Answer), cwd = '/nonexistent') =>
  ask(args, typeof answer === 'function' ? answer : always(answer), { cwd });

const agent = { kind: 'agent', id: 'sales-director' } as const;

const COMMISSION: OrderCommission = {
  ...{
    id: 'c1',
    orderId: '77',
    orderName: '#1001',
    plan: { id: 'p1', name: 'Standard', version: 2 },
    beneficiary: agent,
  },
  ...{ period: '2026-11', currency: 'USD', placedOn: '2026-11-10', releaseOn: '2026-12-10', state: 'held' },
  ...{ baseMinor: '19900', commissionMinor: '1990', heldMinor: '1990', cutMinor: '0' },
};

const PLAN: CommissionPlan = {
  ...{ id: 'p1', beneficiary: agent, name: 'Standard', currency: 'USD', period: 'month', validFrom: '2026-11-01' },
  versions: [
    {
      ...{ version: 1, validFrom: '2026-11-01', capMinor: '50000', floorMinor: '0', holdDays: 30 },
      split: [
        { ...agent, sharePpm: 700_000 },
        { kind: 'partner', id: 'ada', sharePpm: 300_000 },
      ],
      tiers: {
        mode: 'whole',
        steps: [
          { fromMinor: '0', toMinor: '1000000', ratePpm: 80_000 },
          { fromMinor: '1000000', ratePpm: 120_500 },
        ],
      },
    },
  ],
};

const STATEMENT: CommissionStatementWithLines = {
  ...{ id: 's1', beneficiary: agent, currency: 'USD', period: '2026-12', state: 'closed', closesOn: '2027-01-04' },
  held: {
    ...{
      openingMinor: '12000',
      accruedMinor: '8400',
      clawedBackMinor: '600',
      releasedMinor: '9800',
      closingMinor: '10000',
    },
  },
  payable: {
    ...{ openingMinor: '-250', releasedMinor: '9800', toppedUpMinor: '0', clawedBackMinor: '1990', paidMinor: '0' },
    closingMinor: '7560',
  },
  ...{ settledMinor: '0', outstandingMinor: '7560' },
  lines: [
    {
      ...{ id: 'm1', kind: 'clawback', occurredAt: '2026-12-09T16:20:00.000Z', orderId: '77', planName: 'Standard' },
      ...{ period: '2026-11', baseMinor: '9950', heldMinor: '0', payableMinor: '-1990' },
    },
  ],
};

const statements = (request: Seen): Answer =>
  request.path.endsWith('/statements') ? { json: { items: [STATEMENT] } } : { json: STATEMENT };

describe('vw finance commissions', () => {
  it('lists what orders bring', async () => {
    const { code, out } = await vw(
      'finance commissions --order 77 --beneficiary agent:sales-director --state held --period 2026-11',
      { json: { items: [COMMISSION] } },
    );
    expect(code).toBe(0);
    expect(gateway.seen[0]).toMatchObject({
      path: '/api/finance/commissions',
      query: { orderId: '77', beneficiary: 'agent:sales-director', state: 'held', period: '2026-11', limit: '50' },
    });
    expect(out).toContain(
      '#1001\t2026-11-10\tagent:sales-director\tStandard\t2026-11\theld\t2026-12-10\t199.00\t19.90\t19.90\tUSD',
    );
  });

  it('says that there are none, and refuses a state that there is not', async () => {
    expect((await vw('finance commissions', { json: { items: [] } })).out).toContain('No commissions.');
    expect((await vw('finance commissions --state lost', {})).code).toBe(2);
    expect(JSON.parse((await vw('finance commissions --json', { json: { items: [COMMISSION] } })).out)).toEqual({
      items: [COMMISSION],
    });
  });

  it('lists plans with their newest terms', async () => {
    const { out } = await vw('finance commission-plans --beneficiary agent:sales-director', {
      json: { items: [PLAN] },
    });
    expect(gateway.seen[0]).toMatchObject({ path: '/api/finance/commissions/plans' });
    expect(out).toContain('8 %, 12.05 % from 10000.00, on the whole\t500.00 USD\t\tmonth\t30 days');
    expect(out).toContain('agent:sales-director 70 %, partner:ada 30 %');
  });

  it.each([
    [0, '0 %'],
    [1, '0.0001 %'],
    [100_000, '10 %'],
    [125_000, '12.5 %'],
    [1_000_000, '100 %'],
  ])('shows %d parts per million as %s', (ppm, text) => expect(percent(ppm)).toBe(text));
});

describe('vw finance statement', () => {
  it('shows both balances, what may be paid, and the lines', async () => {
    const { code, out } = await vw('finance statement 2026-12 agent:sales-director', statements);
    expect(code).toBe(0);
    expect(gateway.seen.map(({ path, query }) => [path, query])).toEqual([
      ['/api/finance/commissions/statements', { period: '2026-12', beneficiary: 'agent:sales-director' }],
      ['/api/finance/commissions/statements/s1', { limit: '200' }],
    ]);
    expect(out).toContain('carried forward\t120.00\t-2.50');
    expect(out).toContain('released\t-98.00\t98.00');
    expect(out).toContain('taken back\t-6.00\t-19.90');
    expect(out).toContain('paid\t\t0.00');
    expect(out).toContain('at the end\t100.00\t75.60');
    expect(out).toContain('75.60 USD may be paid on it.');
    expect(out).toContain('2026-12-09T16:20:00.000Z\tclawback\t77\tStandard\t2026-11\t99.50\t\t-19.90');
  });

  it('gives JSON, and CSV as it is', async () => {
    const json = await vw('finance statement 2026-12 agent:sales-director --json', statements);
    expect(JSON.parse(json.out)).toEqual(STATEMENT);
    const csv = await vw('finance statement 2026-12 agent:sales-director --csv', (request) =>
      request.query.format === 'csv' ? { text: 'a,b\r\n1,2\r\n' } : statements(request),
    );
    expect(csv.out).toBe('a,b\r\n1,2\r\n');
  });

  describe('as a file', () => {
    const folder = ownFolder('statement');

    it('writes the PDF byte for byte', async () => {
      const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe, 0x80]);
      const { code, out } = await vw(
        'finance statement 2026-12 agent:sales-director --pdf december.pdf',
        (request) => (request.query.format === 'pdf' ? { bytes: pdf } : statements(request)),
        folder(),
      );
      expect(code).toBe(0);
      expect(out).toContain('december.pdf: 8 bytes');
      expect(await readFile(join(folder(), 'december.pdf'))).toEqual(pdf);
    });
  });

  it('tells what it lacks: no statement, several currencies, a folder that is not there', async () => {
    const none = await vw('finance statement 2026-12 agent:x', { json: { items: [] } });
    expect(none).toMatchObject({ code: 5, err: expect.stringContaining('agent:x has no statement of 2026-12.') });
    const two = { json: { items: [STATEMENT, { ...STATEMENT, id: 's2', currency: 'EUR' }] } };
    const several = await vw('finance statement 2026-12 agent:sales-director', two);
    expect(several).toMatchObject({ code: 2, err: expect.stringContaining('USD, EUR: choose one with --currency') });
    const chosen = await vw('finance statement 2026-12 agent:sales-director --currency EUR --json', (request) =>
      request.path.endsWith('/statements') ? two : { json: STATEMENT },
    );
    expect(chosen.code).toBe(0);
    expect(gateway.seen.at(-1)!.path).toBe('/api/finance/commissions/statements/s2');
    const nowhere = await vw('finance statement 2026-12 agent:sales-director --pdf a.pdf', (request) =>
      request.query.format === 'pdf' ? { bytes: Buffer.from('x') } : statements(request),
    );
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
    const both = await vw('finance statement 2026-12 agent:x --csv --pdf a.pdf', statements);
    expect(both.code).toBe(2);
  });
});

describe('vw finance payments', () => {
  const waits = {
    ...{ id: 'p1', state: 'pending', statementId: 's1', beneficiary: agent, period: '2026-12', currency: 'USD' },
    ...{
      amountMinor: '7560',
      outstandingMinor: '7560',
      requestedBy: 'user:owner',
      requestedAt: '2027-01-05T09:00:00Z',
    },
    approval: { reason: 'waits for 2 people' },
  };

  it('lists them with what they wait for, or why they were not made', async () => {
    const rejected = { ...waits, id: 'p2', state: 'rejected', decidedBy: 'user:anna', decisionReason: 'rejected: no' };
    const { out } = await vw('finance payments --state pending', { json: { items: [waits, rejected] } });
    expect(gateway.seen[0]).toMatchObject({ path: '/api/finance/commissions/payments', query: { state: 'pending' } });
    const row =
      '2027-01-05T09:00:00Z\tpending\tagent:sales-director\t2026-12\tuser:owner\t\t\twaits for 2 people\t75.60';
    expect(out).toContain(`p1\t${row}\tUSD`);
    expect(out).toContain('user:anna\trejected: no');
    expect((await vw('finance payments', { json: { items: [] } })).out).toContain('No payments of commissions.');
  });
});
