import { interactionTouch } from './interaction-touch.js';
import { keysOf } from './person-keys.js';

describe('the keys of a person', () => {
  it('are all marks that are known, sorted, each once', () => {
    expect(
      keysOf({ customerId: '7', emailHash: 'AB', checkoutToken: 'T', cartToken: 'C', sessionIds: ['s2', 's1', 's1'] }),
    ).toEqual(['cart:C', 'checkout:T', 'customer:7', 'email:ab', 'session:s1', 'session:s2']);
  });

  it('are none of nobody known, and not too many of a theme that makes a session for every page', () => {
    expect(keysOf({ customerId: undefined, emailHash: '' })).toEqual([]);
    expect(keysOf({ sessionIds: Array.from({ length: 500 }, (_, i) => String(i)) })).toHaveLength(10);
  });
});

describe('the touch of an interaction', () => {
  const told = {
    agentId: 'a',
    channel: 'email',
    kind: 'direct' as const,
    customerId: '7',
    occurredAt: '2026-11-09T13:00:00+01:00',
  };
  const envelope = { test: false, shop: 'shop.example' };

  it('says in UTC when it was, and takes its campaign from UTM where it has none', () => {
    expect(interactionTouch({ ...told, utm: { campaign: 'fall' } }, envelope)).toMatchObject({
      ...{ occurredAt: '2026-11-09T12:00:00.000Z', campaign: 'fall', keys: ['customer:7'], source: 'interaction' },
    });
  });

  it('is the same touch when it is told again, and another of another person, time or agent', () => {
    const id = (fields: object) => interactionTouch({ ...told, ...fields }, envelope).id;
    expect(id({ occurredAt: '2026-11-09T12:00:00Z' })).toBe(id({}));
    for (const other of [
      { customerId: '8' },
      { occurredAt: '2026-11-09T12:00:01Z' },
      { agentId: 'b' },
      { channel: 'sms' },
    ]) {
      expect(id(other)).not.toBe(id({}));
    }
  });
});
