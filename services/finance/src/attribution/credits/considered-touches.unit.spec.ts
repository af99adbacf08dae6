import { touchesTold } from '../touches/touches-told.js';
import { consideredTouches, MOST_TOUCHES, type TiedTouch } from './considered-touches.js';

const ORDER = {
  ...{ orderId: '1', shop: 'shop.example', test: false, placedAt: '2026-11-10T12:00:00.000Z', lookbackDays: 30 },
  own: [] as string[],
};
const touch = (fields: Partial<TiedTouch> = {}): TiedTouch => ({
  ...{ id: 'a', source: 'interaction', channel: 'email', kind: 'direct', occurredAt: '2026-11-09T12:00:00.000Z' },
  ...{ test: false, shop: 'shop.example', ...fields },
});
const reasons = (touches: TiedTouch[], order = ORDER) =>
  consideredTouches(touches, order).leftOut.map(({ touch, reason }) => `${touch.id} ${reason}`);

describe('the touches considered', () => {
  it('are those of the look-back, its ends included, in the order of time', () => {
    const at = (id: string, occurredAt: string) => touch({ id, occurredAt });
    const { path, leftOut } = consideredTouches(
      [
        at('order', ORDER.placedAt),
        at('first', '2026-10-11T12:00:00.000Z'),
        at('old', '2026-10-11T11:59:59.999Z'),
        at('late', '2026-11-10T12:00:00.001Z'),
      ],
      ORDER,
    );
    expect(path.map(({ id }) => id)).toEqual(['first', 'order']);
    expect(leftOut.map(({ touch, reason }) => [touch.id, reason])).toEqual([
      ['old', 'too_old'],
      ['late', 'after_order'],
    ]);
  });

  it('are no tests and none of another shop; one of no shop may be of any', () => {
    const touches = [
      touch({ id: 't', test: true }),
      touch({ id: 'o', shop: 'other.example' }),
      touch({ id: 'n', shop: '' }),
    ];
    expect(reasons(touches)).toEqual(['o other_shop', 't test']);
  });

  it('of the order’s own visit are as much a test as the order is', () => {
    const own = { ...ORDER, own: ['a'] };
    expect(reasons([touch({ test: true })], own)).toEqual([]);
    expect(reasons([touch()], { ...own, test: true })).toEqual(['a test']);
  });

  it('are the newest when there are too many', () => {
    const many = Array.from({ length: MOST_TOUCHES + 2 }, (_, i) => touch({ id: String(i).padStart(3, '0') }));
    expect(consideredTouches(many, ORDER).path).toHaveLength(MOST_TOUCHES);
    expect(reasons(many)).toEqual(['000 too_many', '001 too_many']);
  });
});

describe('the touches that tellings speak of', () => {
  const order = { ...ORDER, ownTouches: [] };

  it('are each once, at the earliest time, a test when any telling says so', () => {
    const tellings = [touch(), touch({ occurredAt: '2026-11-08T12:00:00.000Z' }), touch({ test: true })];
    expect(touchesTold(tellings, order)).toEqual([touch({ occurredAt: '2026-11-08T12:00:00.000Z', test: true })]);
    expect(touchesTold([...tellings].reverse(), order)).toEqual(touchesTold(tellings, order));
  });

  it('hold what the order’s own visit made, at the time it was placed, once even if a checkout told of it', () => {
    const ownTouches = [touch({ occurredAt: '2026-11-01T00:00:00.000Z' })];
    expect(touchesTold([], { ...order, ownTouches })).toEqual([touch({ occurredAt: ORDER.placedAt })]);
    const checkout = touch({ occurredAt: '2026-11-09T00:00:00.000Z' });
    expect(touchesTold([checkout], { ...order, ownTouches })).toEqual([checkout]);
  });
});
