import fc from 'fast-check';
import { mergeFacts, sameState } from './merge-facts.js';
import { NOTHING_KNOWN, type OrderState } from './order-state.js';
import { PaperBooks } from './testing/paper-books.js';
import { ShopOrder } from './testing/shop-order.js';

const cents = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });
const lines = fc
  .record({ goods: fc.bigInt({ min: 100n, max: 50_000n }), cut: cents(50), tax: cents(2_000), giftCard: fc.boolean() })
  .map(({ cut, ...line }) => ({ ...line, discount: (line.goods * cut) / 100n }));
const orders = fc.record({
  lines: fc.array(lines, { minLength: 1, maxLength: 4 }),
  shipping: cents(1_500).map((amount) => amount + 500n),
  shippingDiscount: cents(500),
  tip: cents(300),
  taxesIncluded: fc.boolean(),
  rate: fc.option(fc.bigInt({ min: 1n, max: 3n }), { nil: undefined }),
  test: fc.boolean(),
});

type Step = (order: ShopOrder) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((order) => order.authorise()),
  {
    weight: 3,
    arbitrary: fc.constantFrom(100n, 100n, 50n, 33n).map(
      (percent): Step =>
        (order) =>
          order.capture(percent),
    ),
  },
  lines.map(
    (line): Step =>
      (order) =>
        order.addLine(line),
  ),
  fc.nat({ max: 5 }).map(
    (n): Step =>
      (order) =>
        order.removeLine(n),
  ),
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat({ max: 5 }), fc.constantFrom(100n, 100n, 50n, 0n, 120n), fc.boolean(), fc.boolean()).map(
      ([n, percent, explained, pending]): Step =>
        (order) =>
          order.refundLine(n, percent, explained, pending),
    ),
  },
  fc.constant<Step>((order) => order.tell()),
  fc.constant<Step>((order) => order.cancel()),
);
const histories = fc.tuple(orders, fc.array(step, { maxLength: 10 })).map(([spec, steps]) => {
  const order = new ShopOrder(spec);
  for (const take of steps) take(order);
  return { order, book: spec.test ? 'test' : 'real' };
});

/** The deliveries of a history in another order, some twice, in batches of one to three. */
function disturbed(facts: readonly OrderState[], seed: readonly number[]): OrderState[][] {
  const chance = (i: number) => seed[i % seed.length]!;
  const twice = facts.flatMap((fact, i) => (chance(i) % 3 === 0 ? [fact, fact] : [fact]));
  const shuffled = twice.map((fact, i) => ({ fact, at: chance(i * 7 + 3) })).sort((a, b) => a.at - b.at);
  const batches: OrderState[][] = [];
  for (let i = 0; i < shuffled.length; i += 1 + (chance(i) % 3)) {
    batches.push(shuffled.slice(i, i + 1 + (chance(i) % 3)).map(({ fact }) => fact));
  }
  return batches;
}
const disturbances = fc.array(fc.nat({ max: 1_000 }), { minLength: 11, maxLength: 23 });

function keep(facts: readonly OrderState[][]): PaperBooks {
  const books = new PaperBooks();
  for (const batch of facts) books.learn(...batch);
  return books;
}

describe('the books of an order, over generated histories', () => {
  it('end the same, however deliveries are shuffled, doubled and batched; and every entry balances', () => {
    fc.assert(
      fc.property(histories, disturbances, ({ order }, seed) => {
        const straight = keep(order.facts.map((fact) => [fact]));
        const shaken = keep(disturbed(order.facts, seed));
        expect(shaken.balances()).toEqual(straight.balances());
        for (const { postings } of [...straight.entries, ...shaken.entries]) {
          expect(postings.length).toBeGreaterThan(0);
          expect(postings.reduce((sum, posting) => sum + posting.amountMinor, 0n)).toBe(0n);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('hold what was captured less what was returned, and nothing in the other book', () => {
    fc.assert(
      fc.property(histories, ({ order, book }) => {
        const balances = keep([order.facts]).balances();
        expect(balances[`${book} asset:payments-clearing USD`] ?? 0n).toBe(order.captured - order.returned);
        expect(Object.keys(balances).every((key) => key.startsWith(book))).toBe(true);
        expect(balances[`${book} income:unreconciled USD`] ?? 0n).toBe(0n);
        expect(balances[`${book} liability:refunds-payable USD`] ?? 0n).toBe(0n);
      }),
      { numRuns: 1_000 },
    );
  });

  it('owe nothing for a paid order: net revenue, tax, shipping and tips are what was paid', () => {
    fc.assert(
      fc.property(histories, ({ order, book }) => {
        fc.pre(order.isPaid);
        const balances = keep([order.facts]).balances();
        const earned = Object.entries(balances).filter(([key]) => !key.includes(' asset:'));
        expect(balances[`${book} asset:accounts-receivable USD`] ?? 0n).toBe(0n);
        expect(earned.reduce((sum, [, amount]) => sum - amount, 0n)).toBe(order.captured - order.returned);
      }),
      { numRuns: 1_000 },
    );
  });

  it('sum up to what the entries say: net revenue, and of the lines what of sales still stands', () => {
    fc.assert(
      fc.property(histories, ({ order, book }) => {
        const books = keep([order.facts]);
        const balances = books.balances();
        const on = (account: string) => balances[`${book} ${account} USD`] ?? 0n;
        const income = Object.entries(balances).filter(([key]) => key.includes(' income:'));
        const { netRevenueMinor, lines } = books.summary!;
        expect(netRevenueMinor).toBe(income.reduce((sum, [, amount]) => sum - amount, 0n));
        // A card's tax or discount, which no real one has, would stand on the accounts of goods.
        fc.pre(order.captured > 0n && !order.hasGiftCards);
        const goods = -(on('income:sales') + on('income:discounts') + on('income:refunds'));
        const shippingDiscount = order.shippingDiscount;
        expect(lines.reduce((sum, line) => sum + line.netMinor, 0n)).toBe(goods + shippingDiscount);
      }),
      { numRuns: 1_000 },
    );
  });

  it('say what the shopper owes, until the order is cancelled', () => {
    fc.assert(
      fc.property(histories, ({ order, book }) => {
        fc.pre(order.captured > 0n && order.owed >= 0n);
        const state = order.facts.reduce(mergeFacts, NOTHING_KNOWN);
        const receivable = keep([order.facts]).balances()[`${book} asset:accounts-receivable USD`] ?? 0n;
        expect(receivable).toBe(state.order?.cancelledAt ? 0n : order.owed);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('mergeFacts', () => {
  const facts = histories.map(({ order }) => order.facts);

  it('is idempotent, commutative and associative, and knows a neutral element', () => {
    const triples = fc.tuple(facts, facts, fc.nat(), fc.nat(), fc.nat()).map(([one, other, i, j, k]) => {
      const pick = [...one, ...other];
      return [pick[i % pick.length]!, pick[j % pick.length]!, pick[k % pick.length]!] as const;
    });
    fc.assert(
      fc.property(triples, ([a, b, c]) => {
        expect(sameState(mergeFacts(a, a), mergeFacts(a, NOTHING_KNOWN))).toBe(true);
        expect(mergeFacts(a, b)).toEqual(mergeFacts(b, a));
        expect(mergeFacts(mergeFacts(a, b), c)).toEqual(mergeFacts(a, mergeFacts(b, c)));
        expect(mergeFacts(mergeFacts(a, b), b)).toEqual(mergeFacts(a, b));
      }),
      { numRuns: 1_000 },
    );
  });

  it('survives being kept as JSON', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const state = all.reduce(mergeFacts, NOTHING_KNOWN);
        expect(sameState(JSON.parse(JSON.stringify(state)) as OrderState, state)).toBe(true);
      }),
    );
  });
});
