import fc from 'fast-check';
import type { JsonObject } from '../../json.js';
import { priceLadder } from '../pricing/price-ladder.js';
import { proposed } from '../testing/try-playbook.js';
import { checkOrder } from './order-checks.js';
import { readOrder } from './order-facts.js';

const ROLL = {
  title: 'Noir shade',
  sku: 'NOIR-CANVAS-ROLL-24X36',
  variant: '24x36 / Canvas Roll',
  quantity: 1,
  priceMinor: '15300',
};
const ADDRESS = { name: 'Ann Lee', street: '1 Main St', city: 'Austin', zip: '78701' };
const SOUND = {
  ...{ orderId: '5001', currency: 'USD', orderValueMinor: '15300', paidMinor: '15300', country: 'US' },
  ...{ shipping: ADDRESS, paidAt: '2026-11-22T09:00:00Z', lines: [ROLL] },
};
const order = (change: JsonObject): JsonObject => ({ ...SOUND, ...change });
const line = (change: JsonObject): JsonObject => order({ lines: [{ ...ROLL, ...change }] });
const triage = (input: JsonObject, settings: JsonObject = {}) => proposed('order.triage', input, settings);

describe('given a paid order that is sound', () => {
  it('it is printed, a day after its payment at the latest', async () => {
    expect(await triage(SOUND)).toMatchObject({ verdict: 'print', faults: [], dueAt: '2026-11-23T09:00:00.000Z' });
  });

  it('sent abroad, the press is told of customs papers, and it is printed', async () => {
    const output = await triage(order({ country: 'DE' }));
    expect(output).toMatchObject({ verdict: 'print', notes: ['customs: DE: commercial invoice and customs form'] });
  });

  it('with a word of the customer, the press reads it', async () => {
    expect(await triage(order({ notes: 'a gift' }))).toMatchObject({
      verdict: 'print',
      notes: ['customer’s note: a gift'],
    });
  });
});

describe('given a paid order with a problem, a person decides', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['when something is not paid', order({ paidMinor: '10000' }), /payment: 53.00 USD of 153.00 USD is not paid/],
    [
      'when the address has gaps',
      order({ shipping: { ...ADDRESS, zip: null } }),
      /address: the address lacks postcode/,
    ],
    ['when the country is missing', order({ country: undefined }), /address lacks country/],
    ['when a size is not printed', line({ variant: '20x20 / Canvas Roll', sku: null }), /size: Noir shade: “20x20/],
    ['when no size is told', line({ variant: null, sku: null }), /no size is told/],
    ['when a line is made to measure', line({ custom: true }), /made to measure/],
    ['when nothing is known of the lines', order({ lines: [] }), /nothing is known/],
    [
      'when a print goes below its floor',
      line({ priceMinor: '11474' }),
      /price floor: Noir shade goes for 114.74 USD, its floor is 114.75 USD/,
    ],
    ['when a discount takes it below', line({ discountMinor: '3826' }), /price floor/],
    ['when a discount on the order does', order({ discountMinor: '3826' }), /price floor/],
    ['when a limited print has no number', line({ limited: true }), /edition: Noir shade is a limited edition/],
    ['when it is worth a lot', order({ orderValueMinor: '100000', paidMinor: '100000' }), /value: 1000.00 USD/],
  ])('%s', async (_when, input, fault) => {
    const { verdict, faults } = await triage(input);
    expect(verdict).toBe('refer');
    expect((faults as string[]).join()).toMatch(fault);
  });
});

describe('given a paid order on the edge', () => {
  it.each<[string, JsonObject]>([
    ['a print at exactly its floor', line({ priceMinor: '11475' })],
    ['a limited print with its number', line({ limited: true, editionNumber: '7/50' })],
    ['a cent below a high value', order({ orderValueMinor: '99999', paidMinor: '99999' })],
    ['an order whose payment nobody told', order({ paidMinor: undefined })],
    ['an order without its address: whoever makes the sheet sees it', order({ shipping: undefined })],
    ['a size that only the SKU tells', line({ variant: null })],
    ['dollars off that leave the floor alone', line({ discountMinor: '3825' })],
  ])('%s is printed', async (_what, input) => {
    expect(await triage(input)).toMatchObject({ verdict: 'print', faults: [] });
  });
});

describe('given a test order', () => {
  it('it goes nowhere, whatever else is wrong with it', async () => {
    const output = await triage(order({ test: true, lines: [] }));
    expect(output).toMatchObject({
      verdict: 'hold',
      faults: ['test order: a test order is not printed'],
      printSheetTaskId: null,
    });
  });

  it('it is known by the task, too', async () => {
    expect(await proposed('order.triage', SOUND, {}, { test: true })).toMatchObject({ verdict: 'hold' });
  });
});

describe('given the agent before', () => {
  it('a discount on the order was not seen', async () => {
    const input = order({ discountMinor: '3826' });
    expect((await triage(input)).verdict).toBe('refer');
    expect((await triage(input, { variant: 'legacy' })).verdict).toBe('print');
  });
});

describe('the price floor', () => {
  it('is kept by an order exactly when it sells for 1.8 × the print cost or more', () => {
    const rungs = fc.constantFrom(...priceLadder());
    fc.assert(
      fc.property(
        rungs,
        fc.integer({ min: 1, max: 20 }),
        fc.bigInt({ min: 0n, max: 100_000n }),
        (rung, quantity, off) => {
          const lines = [
            { title: 'x', variant: `${rung.size} / ${rung.printType}`, quantity, priceMinor: String(rung.priceMinor) },
          ];
          const facts = readOrder({ orderId: '1', currency: 'USD', discountMinor: String(off), lines });
          const found = checkOrder(facts, { highValueMinor: 10n ** 9n, floorAfterDiscounts: true });
          const soldFor = rung.priceMinor * BigInt(quantity) - off;
          const isBelow = soldFor * 10n < rung.costMinor * BigInt(quantity) * 18n;
          expect(found.some(({ check }) => check === 'price floor')).toBe(isBelow);
        },
      ),
    );
  });
});
