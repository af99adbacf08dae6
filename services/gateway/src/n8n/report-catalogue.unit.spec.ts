import { eventOf, faultsOf } from '@vividwalls/events';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { MAX_REPORTS, readReports, type ReportedFact, type ReportReading } from './report-catalogue.js';
import { REPORT_TYPES } from './report-types.js';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const COST = {
  type: 'cost.incurred',
  data: {
    agentId: 'content-strategy',
    category: 'llm',
    amountMinor: '12',
    currency: 'USD',
    description: 'Draft of the autumn letter',
    occurredAt: '2026-11-22T11:59:00+02:00',
  },
};
const costWith = (data: Record<string, unknown>) => ({ ...COST, data: { ...COST.data, ...data } });
const read = (body: unknown): ReportReading => readReports(JSON.stringify(body), NOW);
const reportsOf = (body: unknown): readonly ReportedFact[] => {
  const reading = read(body);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  for (const { event, data } of reading.reports) expect(faultsOf(eventOf(event).type, data)).toEqual([]);
  return reading.reports;
};
const pointersOf = (body: unknown) => {
  const reading = read(body);
  return reading.ok ? [] : reading.faults.map(({ pointer }) => pointer);
};

describe('a report', () => {
  it('becomes an event, its times in UTC', () => {
    const [report] = reportsOf(COST);
    expect(eventOf(report!.event).type).toBe('vw.reports.cost.incurred.v1');
    expect(report).toMatchObject({
      subject: 'content-strategy',
      time: '2026-11-22T09:59:00.000Z',
      version: Date.parse('2026-11-22T09:59:00Z'),
      test: false,
      data: { amountMinor: '12', occurredAt: '2026-11-22T09:59:00.000Z' },
    });
  });

  it.each([
    [
      'interaction.recorded',
      { agentId: 'a', channel: 'email', kind: 'direct', customerId: '7', utm: { source: 'x' } },
      '7',
    ],
    [
      'task.outcome_reported',
      { taskId: 't1', agentId: 'a', outcome: 'timed_out', durationMs: 1_500, error: 'x' },
      't1',
    ],
    ['content.published', { agentId: 'a', channel: 'blog', title: 'Autumn', url: 'https://vividwalls.co/a' }, 'a'],
  ])('of %s takes the time it came when it tells none', (type, data, subject) => {
    expect(reportsOf({ type, data })[0]).toMatchObject({ subject, time: NOW.toISOString() });
    const occurredAt = '2026-11-01T00:00:00Z';
    expect(reportsOf({ type, data, occurredAt })[0]!.time).toBe('2026-11-01T00:00:00.000Z');
  });

  it('carries a hash instead of an address, and none in prose', () => {
    const data = {
      agentId: 'a',
      channel: 'email',
      kind: 'direct',
      email: ' Bob@Example.com',
      summary: 'wrote bob@example.com',
    };
    const [report] = reportsOf({ type: 'interaction.recorded', data });
    const emailHash = createHash('sha256').update('bob@example.com').digest('hex');
    expect(report!.data).toMatchObject({ emailHash, summary: 'wrote [e-mail withheld]' });
    expect(JSON.stringify(report)).not.toMatch(/bob@/i);
    expect(report!.subject).toBe(emailHash);
  });

  it('may have empty fields, as n8n writes them', () => {
    expect(reportsOf(costWith({ externalRef: null }))).toHaveLength(1);
  });

  it('may be a test', () => {
    expect(reportsOf({ ...COST, test: true })[0]!.test).toBe(true);
  });
});

describe('the id of a report', () => {
  const idOf = (body: unknown) => reportsOf(body)[0]!.id;

  it('is the same when the report has the same id, or says the same', () => {
    expect(idOf({ ...COST, id: 'r1' })).toBe(idOf({ ...costWith({ description: 'corrected' }), id: 'r1' }));
    expect(idOf(COST)).toBe(idOf(COST));
    expect(new Set([idOf(COST), idOf({ ...COST, id: 'r1' }), idOf(costWith({ amountMinor: '13' }))]).size).toBe(3);
  });

  it('tells equal lines of one call apart, the same way when the call is repeated', () => {
    const ids = reportsOf([COST, COST]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(reportsOf([COST, COST]).map(({ id }) => id)).toEqual(ids);
  });

  it('can’t be given twice in one call', () => {
    expect(
      pointersOf([
        { ...COST, id: 'r1' },
        { ...COST, id: 'r1' },
      ]),
    ).toEqual(['/1/id']);
  });
});

describe('faults', () => {
  it('are all named at once, by place', () => {
    const body = {
      type: 'cost.incurred',
      extra: 1,
      id: '',
      occurredAt: 'yesterday',
      test: 'yes',
      data: { ...COST.data, agentId: undefined, amountMinor: 12.5, currency: 'usd', occured: 'x', occurredAt: 'noon' },
    };
    expect(new Set(pointersOf(body))).toEqual(
      new Set([
        '/extra',
        '/id',
        '/occurredAt',
        '/test',
        '/data/agentId',
        '/data/amountMinor',
        '/data/currency',
        '/data/occured',
        '/data/occurredAt',
      ]),
    );
  });

  it('in nested objects and in arrays have their full place', () => {
    const data = { agentId: 'a', channel: 'email', kind: 'near', utm: { source: 7, sauce: 'x' } };
    expect(pointersOf([COST, { type: 'interaction.recorded', data }])).toEqual(
      expect.arrayContaining(['/1/data/kind', '/1/data/utm/source', '/1/data/utm/sauce']),
    );
  });

  it('escape what JSON pointers escape', () => {
    expect(pointersOf(costWith({ 'a/b~c': 1 }))).toEqual(['/data/a~1b~0c']);
  });

  it('say what would do', () => {
    const reading = read({ type: 'cost', data: {} });
    expect(reading).toEqual({
      ok: false,
      faults: [{ pointer: '/type', message: `must be one of ${[...REPORT_TYPES.keys()].join(', ')}` }],
    });
  });

  it.each([
    ['nothing', '', ''],
    ['no JSON', '{', ''],
    ['a number', '7', ''],
    ['null', 'null', ''],
    ['no reports', '[]', ''],
  ])('are named for %s', (_what, body, pointer) => {
    const reading = readReports(body, NOW);
    expect(reading.ok ? [] : reading.faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('are named for too many reports, and for data that is no object', () => {
    expect(pointersOf(Array.from({ length: MAX_REPORTS + 1 }, () => COST))).toEqual(['']);
    expect(reportsOf(Array.from({ length: MAX_REPORTS }, () => COST))).toHaveLength(MAX_REPORTS);
    expect(pointersOf({ type: 'cost.incurred', data: [] })).toEqual(['/data']);
  });

  it('name a missing time when nobody says when the call came', () => {
    const reading = readReports(JSON.stringify(costWith({ occurredAt: undefined })));
    expect(reading.ok ? [] : reading.faults.map(({ pointer }) => pointer)).toContain('/data/occurredAt');
  });
});

describe('whatever comes', () => {
  it('is read or has faults, and what is read can be published', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }));
    const field = fc.constantFrom(...Object.keys(COST.data), 'summary', 'email', 'utm', '__proto__', 'constructor');
    const type = fc.constantFrom(...REPORT_TYPES.keys());
    fc.assert(
      fc.property(type, field, value, (name, key, any) => {
        const data = JSON.parse(JSON.stringify(COST.data)) as Record<string, unknown>;
        Object.defineProperty(data, key, { value: any, enumerable: true, configurable: true, writable: true });
        const reading = read({ type: name, data });
        if (reading.ok) for (const r of reading.reports) expect(faultsOf(eventOf(r.event).type, r.data)).toEqual([]);
        else expect(reading.faults.length).toBeGreaterThan(0);
      }),
    );
    fc.assert(fc.property(fc.string(), (body) => void readReports(body, NOW)));
  });
});
