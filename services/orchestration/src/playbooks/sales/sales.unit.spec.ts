import fc from 'fast-check';
import type { JsonObject } from '../../json.js';
import { outcomeOf, proposed } from '../testing/try-playbook.js';
import { priceLadder, printTypeIn, rungFor, sizeIn } from '../pricing/price-ladder.js';

const item = (quantity: number, size = '36x48 Gallery Wrapped', title = 'Noir shade') => ({ title, size, quantity });
const quote = (items: JsonObject[], more: JsonObject = {}, settings: JsonObject = {}) =>
  proposed('sales.quote', { customer: 'Hotel Lux', items, ...more }, settings);

describe('a quote', () => {
  it('given one print, is its price on the ladder, for a fortnight', async () => {
    expect(await quote([item(1)])).toMatchObject({
      ...{ totalMinor: '31594', currency: 'USD', discountPercent: 0, validUntil: '2026-12-06' },
      text: 'Hotel Lux: 315.94 USD for one print.',
    });
  });

  it('given ten of the same, is 15 % less, but never below the floor', async () => {
    const { totalMinor, text } = await quote([item(10)]);
    // 15 % off would be 2685.49; the floor of ten is 1.8 × 10 × 150.45.
    expect(totalMinor).toBe('270810');
    expect(text).toContain('At the price floor');
  });

  it('given nine of one and one of another, has no quantity discount', async () => {
    expect((await quote([item(9), item(1, '24x36 Canvas Roll', 'Other')])).discountPercent).toBe(0);
  });

  it('given a verified designer, is 10 % less', async () => {
    expect(await quote([item(1, '24x36 Canvas Roll')], { verifiedDesigner: true })).toMatchObject({
      ...{ totalMinor: '13770', discountPercent: 10 },
    });
  });

  it('given a wish for more than the floor allows, stops at the floor', async () => {
    expect((await quote([item(1, '24x36 Canvas Roll')], { discountPercent: 90 })).totalMinor).toBe('11475');
  });

  it.each<[string, JsonObject[], JsonObject, RegExp]>([
    ['a size that we don’t print', [item(1, '10x10')], {}, /no price for Noir shade in 10x10/],
    ['another currency', [item(1)], { currency: 'EUR' }, /USD alone/],
    ['nothing', [], {}, /nothing to quote/],
  ])('is refused for %s', async (_what, items, more, message) => {
    const outcome = await outcomeOf('sales.quote', { customer: 'x', items, ...more });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'bad_input', retryable: false });
    expect((outcome as { message: string }).message).toMatch(message);
  });

  it('was rounded to whole dollars by the agent before', async () => {
    expect((await quote([item(1)], {}, { variant: 'legacy' })).totalMinor).toBe('31600');
  });

  it('never goes below the floor of what it sells', async () => {
    const rungs = fc.constantFrom(...priceLadder());
    await fc.assert(
      fc.asyncProperty(
        rungs,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 100 }),
        async (rung, n, percent) => {
          const { totalMinor } = await quote([item(n, `${rung.size} ${rung.printType}`)], { discountPercent: percent });
          expect(BigInt(totalMinor as string)).toBeGreaterThanOrEqual(rung.floorMinor * BigInt(n));
          expect(BigInt(totalMinor as string)).toBeLessThanOrEqual(rung.priceMinor * BigInt(n));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the price ladder', () => {
  it('has a floor of 1.8 × the cost on every rung, and a price above it', () => {
    expect(priceLadder()).toHaveLength(6);
    for (const { priceMinor, costMinor, floorMinor } of priceLadder()) {
      expect(floorMinor * 10n).toBeGreaterThanOrEqual(costMinor * 18n);
      expect((floorMinor - 1n) * 10n).toBeLessThan(costMinor * 18n);
      expect(priceMinor).toBeGreaterThanOrEqual(floorMinor);
    }
  });

  it.each([
    ['24x36 / Canvas Roll', '24x36', 'Canvas Roll'],
    ['24" x 36", Gallery Wrapped Stretched Canvas', '24x36', 'Gallery Wrapped'],
    ['NO3-GALLERY-WRAPPED-CANVAS-36X48', '36x48', 'Gallery Wrapped'],
    ['53×72 rolled', '53x72', 'Canvas Roll'],
    ['a print', null, null],
  ])('reads %s', (text, size, printType) => {
    expect([sizeIn(text), printTypeIn(text)]).toEqual([size, printType]);
    expect(rungFor(size, printType) !== undefined).toBe(size !== null);
  });
});

describe('a price', () => {
  it.each([
    ['NO3-CANVAS-ROLL-24X36', '15300', 'sound', '11475'],
    ['NO3-CANVAS-ROLL-24X36', '11474', 'below_floor', '11475'],
    ['NO3-CANVAS-ROLL-24X36', '20000', 'off_ladder', '11475'],
    ['A-MUG', '1000', 'unknown', null],
  ])('of %s at %s is %s', async (sku, priceMinor, verdict, floorMinor) => {
    expect(await proposed('price.check', { sku, priceMinor })).toMatchObject({ verdict, floorMinor });
  });
});

describe('a lead', () => {
  it.each([
    [
      'We need 40 canvas prints for our hotel lobby and suites, budget approved, opening in 8 weeks',
      'hospitality',
      'send a quote',
    ],
    ['Prints for the waiting room of our dental clinic', 'healthcare', 'ask for number, sizes and date'],
    ['hello there', 'unknown', 'send the catalogue'],
  ])('%s', async (enquiry, segment, nextStep) => {
    expect(await proposed('sales.qualify-lead', { enquiry })).toMatchObject({ segment, nextStep });
  });
});
