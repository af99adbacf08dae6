import { CostIncurred, faultsIn, InteractionRecorded, OrderPaid } from '../index.js';

const COST = {
  agentId: 'content-strategy',
  category: 'llm',
  amountMinor: '12',
  currency: 'USD',
  description: 'Draft',
  occurredAt: '2026-11-22T10:15:00.000Z',
};

describe('faultsIn', () => {
  it('finds none in a sound payload', () => {
    expect(faultsIn(CostIncurred, COST)).toEqual([]);
  });

  it.each([null, undefined, 7, 'text', [], [COST]])('%j is no payload', (payload) => {
    expect(faultsIn(CostIncurred, payload)).toEqual([{ pointer: '', message: 'must be an object' }]);
  });

  it('names every fault, the field in the pointer and not in the message', () => {
    const faults = faultsIn(CostIncurred, { ...COST, amountMinor: 12, currency: 'usd', extra: true });
    expect(faults).toEqual(
      expect.arrayContaining([
        { pointer: '/amountMinor', message: 'must be a string' },
        { pointer: '/currency', message: expect.stringMatching(/^must match/) as string },
        { pointer: '/extra', message: 'is not a known field' },
      ]),
    );
  });

  it('reaches into nested objects', () => {
    const payload = { agentId: 'a', channel: 'chat', kind: 'direct', occurredAt: COST.occurredAt, utm: { source: 1 } };
    expect(faultsIn(InteractionRecorded, payload).map(({ pointer }) => pointer)).toContain('/utm/source');
    expect(faultsIn(OrderPaid, { order: { lines: [{}] } }).map(({ pointer }) => pointer)).toContain(
      '/order/lines/0/lineId',
    );
  });

  it('asks the schema too, which wants an offset where a class is content with a date', () => {
    expect(faultsIn(CostIncurred, { ...COST, occurredAt: '2026-11-22' })).toEqual([
      { pointer: '/occurredAt', message: expect.stringContaining('date-time') as string },
    ]);
  });

  it('is not fooled by a prototype', () => {
    const payload: unknown = JSON.parse(`{"__proto__":${JSON.stringify(COST)}}`);
    expect(faultsIn(CostIncurred, payload)).toEqual([{ pointer: '/__proto__', message: 'is not a known field' }]);
  });
});
