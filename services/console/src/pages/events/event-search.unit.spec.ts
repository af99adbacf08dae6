import { isLookedFor, readEventSearch } from './event-search';
import { shortType, troubleOf } from './event-words';

const HEARD = { type: 'vw.shop.order.paid.v1', subject: '1001', correlationId: 'c-1', stream: 'SHOP' };

describe('a search for events', () => {
  it('is read from an address, whatever stands there', () => {
    expect(readEventSearch({ type: ' vw.shop.* ', subject: 1001, correlationId: '', id: null, page: 3 })).toEqual({
      type: 'vw.shop.*',
      subject: '1001',
    });
  });

  it.each([
    [{}, true],
    [{ type: 'vw.shop.order.paid.v1' }, true],
    [{ type: 'vw.shop.*' }, true],
    [{ type: 'vw.shop.order' }, false],
    [{ subject: '1001', stream: 'shop' }, true],
    [{ subject: '1001', stream: 'finance' }, false],
    [{ correlationId: 'c-2' }, false],
    [{ id: 'c-1' }, false],
  ])('%j of an event just heard: %s', (search, found) => {
    expect(isLookedFor(search, HEARD)).toBe(found);
  });

  it('never finds a message that is no event by a type', () => {
    expect(isLookedFor({ type: 'vw.*' }, { ...HEARD, type: null })).toBe(false);
  });
});

describe('words for events', () => {
  it('leave out what every type has', () => {
    expect(shortType('vw.finance.commission_plan.set.v1')).toBe('Commission plan set');
    expect(shortType(null)).toBe('Not an event');
    expect(shortType('odd')).toBe('odd');
  });

  it('tell trouble by the type, and by the outcome or verdict within', () => {
    expect(troubleOf({ type: 'vw.dlq.event.dead_lettered.v1' })?.word).toBe('dead letter');
    expect(troubleOf({ type: 'vw.orchestration.task.ended.v1', data: { outcome: 'failed' } })?.word).toBe('failed');
    expect(troubleOf({ type: 'vw.governance.approval.decided.v1', data: { verdict: 'rejected' } })?.tone).toBe('bad');
    expect(troubleOf({ type: 'vw.orchestration.task.ended.v1', data: { outcome: 'succeeded' } })).toBeUndefined();
    expect(troubleOf({ type: null })).toBeUndefined();
  });
});
