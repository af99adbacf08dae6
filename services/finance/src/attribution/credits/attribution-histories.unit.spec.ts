import { MarkovFit, type ModelName } from '@vividwalls/attribution';
import fc from 'fast-check';
import { AttributionRules } from './attribution-rules.js';
import type { OrderNow } from './attributed-order.js';
import { MODELS, PaperAttribution, type PaperFact } from '../testing/paper-attribution.js';
import type { ToldTouch } from '../touches/touch.js';

const SHOP = 'vividwalls.myshopify.com';
const NOW = new Date('2026-11-22T12:00:00.000Z');
const FITS = new Map([[1, new MarkovFit(1, 10, 20, new Map([['email', 0.75], ['instagram', 0.5]]))]]); // prettier-ignore
const day = (n: number) => new Date(Date.UTC(2026, 9, 1) + n * 86_400_000).toISOString();

const circumstances = (model: ModelName, markovVersion: number, now = NOW) => ({
  ...{ rules: new AttributionRules(model, 30, 30), markovVersion, fits: FITS, now },
});

const keys = fc.uniqueArray(
  fc.constantFrom('customer:1', 'customer:2', 'email:a', 'cart:1', 'cart:2', 'checkout:1', 'session:1'),
  { maxLength: 3 },
);
const touches: fc.Arbitrary<ToldTouch> = fc
  .record({
    id: fc.constantFrom(...'abcdefghij'),
    agentId: fc.option(fc.constantFrom('instagram-agent', 'email-marketing-agent'), { nil: undefined }),
    channel: fc.constantFrom('email', 'instagram', 'chat'),
    kind: fc.constantFrom('direct' as const, 'assisted' as const, 'influenced' as const),
    days: fc.integer({ min: -10, max: 50 }),
    test: fc.boolean().map((often) => often && true),
    keys,
  })
  // A touch is what its id is made of: only its time (the earliest counts), its keys and whether it is a test may differ.
  .map(({ id, days, test, agentId, ...touch }) => ({
    ...touch,
    ...{ id: `${id}${touch.channel[0]}${touch.kind[0]}${agentId?.[0] ?? ''}`, source: 'interaction' as const },
    ...{ occurredAt: day(days), test: test && id < 'c', shop: id < 'i' ? SHOP : '' },
    ...(agentId && { agentId }),
  }));
const checkouts = fc
  .record({ checkoutId: fc.constantFrom('x', 'y'), keys, days: fc.integer({ min: 0, max: 45 }) })
  .map(({ days, ...checkout }): PaperFact => ({ ...checkout, createdAt: day(days) }));

/**
 * An order's life: what bookkeeping would say of it after each of its changes. Knowledge of who bought only grows. Of an order
 * alone anything may change besides; beside another one, which sees the touches that the first tells of, its book stays.
 */
const lives = fc
  .record({
    placed: fc.integer({ min: 0, max: 45 }),
    visit: fc.array(touches, { maxLength: 2 }),
    book: fc.constantFrom('real' as const, 'test' as const),
    unknown: fc.integer({ min: 0, max: 2 }),
    changes: fc.array(
      fc.record({
        netMinor: fc.oneof(fc.bigInt({ min: -5_000n, max: 50_000n }), fc.constant(0n)),
        otherBook: fc.boolean(),
        moved: fc.boolean(),
        keys,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ placed, visit, book, unknown, changes }) => (orderId: string, isAlone: boolean): PaperFact[] => {
    let known: string[] = [];
    return changes.map(({ netMinor, otherBook, moved, keys: more }, i): PaperFact => {
      // While only a refund is known, nobody knows who bought, by which visit, or when.
      const isKnown = i >= unknown;
      if (isKnown) known = [...new Set([...known, ...more])].sort();
      const placedAt = day(isKnown && !(isAlone && moved) ? placed : placed + 1);
      const inBook = isAlone && otherBook ? (book === 'real' ? 'test' : 'real') : book;
      const made = (isKnown ? visit : []).map((touch, n) => ({
        ...{ ...touch, id: `own-${orderId}-${n}`, source: 'utm' as const, occurredAt: placedAt },
        ...{ test: inBook === 'test', shop: SHOP },
      }));
      const order: OrderNow = {
        ...{ orderId, shop: SHOP, book: inBook, currency: 'USD', placedAt, placedOn: placedAt.slice(0, 10), netMinor },
        ...{ keys: known, own: made.map(({ id }) => id), ownTouches: made },
      };
      return { order, version: i + 1 };
    });
  });
const histories = fc
  .tuple(
    fc.array(lives, { minLength: 1, maxLength: 2 }),
    fc.array(touches, { maxLength: 12 }),
    fc.array(checkouts, { maxLength: 3 }),
  )
  .map(([orders, told, tied]): PaperFact[] => [
    ...orders.flatMap((life, n) => life(`100${n + 1}`, orders.length === 1)),
    ...told.map((touch) => ({ touch })),
    ...tied,
  ]);
const models = fc.constantFrom(...MODELS);
const versions = fc.constantFrom(0, 1);

function keep(facts: readonly PaperFact[], paper: PaperAttribution, settleEvery = 1): PaperAttribution {
  facts.forEach((fact, i) => {
    paper.learn(fact);
    if (i % settleEvery === 0) paper.settle();
  });
  paper.settle();
  return paper;
}

/** What an order earned last, in which book. */
function lastOf(facts: readonly PaperFact[], orderId: string): OrderNow | undefined {
  const own = facts.filter((fact) => 'order' in fact).filter(({ order }) => order.orderId === orderId);
  return own.sort((a, b) => a.version - b.version).at(-1)?.order;
}

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

describe('the credits of orders, over generated histories', () => {
  it('sum to net revenue in the order’s book after every fact, and to nothing in the other', () => {
    fc.assert(
      fc.property(histories, models, versions, (facts, model, version) => {
        const paper = new PaperAttribution(circumstances(model, version));
        for (const fact of facts) {
          paper.learn(fact);
          for (const { orderId, netMinor, book } of paper.orders.values()) {
            const credits = Object.entries(paper.credits(orderId));
            expect(sum(credits.filter(([key]) => key.startsWith(book)).map(([, amount]) => amount))).toBe(netMinor);
            expect(credits.filter(([key]) => !key.startsWith(book))).toEqual([]);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('end the same, however facts are shuffled, doubled, and however late the late ones are dealt with', () => {
    fc.assert(
      fc.property(
        histories,
        models,
        versions,
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 5 }),
        (facts, model, version, chance, every) => {
          // prettier-ignore
          const straight = keep(facts, new PaperAttribution(circumstances(model, version)));
          const doubled = [...facts, ...facts.filter(() => chance.next().value! % 3 === 0)];
          const ranked = doubled.map((fact) => ({ fact, rank: chance.next().value! }));
          const shuffled = ranked.sort((a, b) => a.rank - b.rank).map(({ fact }) => fact);
          const shaken = keep(shuffled, new PaperAttribution(circumstances(model, version)), every);
          // An order whose last word is that it earned nothing may never have been attributed, which is the same.
          for (const orderId of ['1001', '1002']) expect(shaken.credits(orderId)).toEqual(straight.credits(orderId));
          if (facts.every((fact) => !('order' in fact) || lastOf(facts, fact.order.orderId)!.netMinor !== 0n)) {
            expect(shaken.dailyLines()).toEqual(straight.dailyLines());
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are summed by day under every model: all of net revenue, and whole orders', () => {
    fc.assert(
      fc.property(histories, models, versions, (facts, model, version) => {
        const paper = keep(facts, new PaperAttribution(circumstances(model, version)));
        const orders = [...paper.orders.values()];
        const sums = paper.dailySums();
        for (const book of ['real', 'test'] as const) {
          const own = orders.filter((order) => order.book === book);
          for (const any of MODELS) {
            expect(sums[`${book} ${any}`] ?? { amountMinor: 0n, orderParts: 0n }).toEqual({
              amountMinor: sum(own.map(({ netMinor }) => netMinor)),
              orderParts: BigInt(own.length) * 1_000_000n,
            });
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are none after a full refund, whatever happened before', () => {
    fc.assert(
      fc.property(histories, models, (facts, model) => {
        const refunded = facts.map((fact) => {
          if (!('order' in fact)) return fact;
          const isLast = fact.order === lastOf(facts, fact.order.orderId);
          return isLast ? { ...fact, order: { ...fact.order, netMinor: 0n } } : fact;
        });
        const paper = keep(refunded, new PaperAttribution(circumstances(model, 1)));
        for (const orderId of paper.orders.keys()) expect(paper.credits(orderId)).toEqual({});
      }),
      { numRuns: 500 },
    );
  });

  it('move by sets that sum to nothing when a touch is told late, and not at all once the order is closed', () => {
    fc.assert(
      fc.property(histories, fc.array(touches, { minLength: 1, maxLength: 5 }), models, (facts, late, model) => {
        const paper = keep(facts, new PaperAttribution(circumstances(model, 1)));
        const before = paper.sets.length;
        for (const touch of late.slice(1)) paper.learn({ touch });
        paper.settle();
        for (const set of paper.sets.slice(before)) {
          expect(set).toMatchObject({ reason: 'late_touch', amountMinor: 0n });
          expect(set.credits.length).toBeGreaterThan(1);
        }
        const open = [...paper.orders.values()].map(({ orderId }) => paper.credits(orderId));
        paper.circumstances = circumstances(model, 1, new Date('2027-06-01T00:00:00Z'));
        paper.learn({ touch: late[0]! });
        paper.settle();
        expect([...paper.orders.values()].map(({ orderId }) => paper.credits(orderId))).toEqual(open);
      }),
      { numRuns: 500 },
    );
  });

  it('stay divided as they were frozen when the model is fitted anew', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const paper = keep(facts, new PaperAttribution(circumstances('markov', 0)));
        const before = [...paper.orders.values()];
        paper.circumstances = circumstances('markov', 1);
        paper.settle();
        expect([...paper.orders.values()]).toEqual(before);
        expect(before.every(({ modelVersion }) => modelVersion === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
