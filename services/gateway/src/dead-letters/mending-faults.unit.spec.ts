import { mendingFaults } from './mending-faults.js';

const TYPE = 'vw.reports.cost.incurred.v1';
const before = {
  agentId: 'copywriter',
  category: 'llm',
  amountMinor: '12',
  currency: 'USD',
  description: 'a headline',
  occurredAt: '2026-03-01T10:00:00Z',
};
const mended = (data: object, had: unknown = before) => mendingFaults(TYPE, { ...before, ...data }, had);

describe('faults of a mended event', () => {
  it('are none when it keeps the rules of its class', () => expect(mended({ amountMinor: '13' })).toEqual([]));

  it('name what breaks a rule, by its pointer', () => {
    expect(mended({ amountMinor: 13 })).toContainEqual({ pointer: '/amountMinor', message: 'must be a string' });
    expect(mendingFaults(TYPE, 'nonsense', before)).toMatchObject([{ pointer: '' }]);
  });

  it('name a misspelt field, but no field that the event brought along', () => {
    const fault = { pointer: '/externalReff', message: 'is not a known field' };
    expect(mended({ externalReff: 'x' })).toEqual([fault]);
    expect(mended({ externalReff: 'x' }, undefined)).toEqual([fault]);
    expect(mended({ externalReff: 'x' }, { ...before, externalReff: 'y' })).toEqual([]);
  });

  it('name what only publishing is strict about, also beside a field that was brought along', () => {
    // A time without an offset passes as ISO 8601 and is no instant.
    const data = { occurredAt: '2026-03-01T10:00:00', extra: 1 };
    expect(mended(data, { ...before, extra: 1 })).toMatchObject([{ pointer: '/occurredAt' }]);
  });

  it('are one when nobody here knows the event, so that nothing unchecked is sent', () => {
    for (const type of ['vw.reports.cost.incurred.v9', 'nonsense']) {
      expect(mendingFaults(type, before, before)).toMatchObject([{ pointer: '' }]);
    }
  });
});
