import type { JsonObject } from '../../json.js';
import { ShopTrial } from '../testing/shop-trial.js';

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('discounts', '2026-11-24T09:00:00.000Z');
  // As the delivered policies say it: above 20 %, below 1.8 times the cost, or where one of them is not known.
  shop.governance.rule = ({ facts }) => {
    const { percent, priceAfterMinor, costMinor } = facts as Record<string, string | number | undefined>;
    if (percent === undefined || priceAfterMinor === undefined || costMinor === undefined) return 'pending';
    return Number(percent) > 20 || Number(priceAfterMinor) * 10 < Number(costMinor) * 18 ? 'pending' : 'free';
  };
});
afterEach(() => shop?.close());

const small = { title: 'Noir', size: '24x36', printType: 'Canvas Roll' };
const large = { title: 'Dune', size: '53x72', printType: 'Gallery Wrapped' };
const designer = { title: 'verified designer', percent: 10 };
const quantity = { title: 'ten or more', percent: 15 };
const ask = (lines: readonly JsonObject[], discounts: readonly JsonObject[]) =>
  shop.ask('discount.request', { lines, discounts, customerId: 'c-7', reason: 'a hotel asks for a better price' });

describe('Given a discount that keeps the floor', () => {
  it('when it is up to 20 %, then it is entered without asking people', async () => {
    const task = await ask([small], [designer]);
    const { input } = await shop.personAnswers('discount.create', { code: 'NOIR-10' });
    expect(input).toMatchObject({ percent: 10, priceAfterMinor: '13770', costMinor: '6375', customerId: 'c-7' });
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ verdict: 'created', code: 'NOIR-10', percent: 10, belowFloor: [], amountMinor: '1530' },
    });
    expect(shop.governance.asked).toMatchObject([{ verdict: 'used', by: ['policy'] }]);
  });

  it('when two discounts are more than 20 % together, then people are asked about both together', async () => {
    const task = await ask([small], [designer, quantity]);
    const { question } = await shop.decide('discount.grant', 'approved');
    // 10 % and 15 % are 23.5 % together, not 25.
    expect(question.facts).toMatchObject({
      percent: 23.5,
      priceAfterMinor: '11704',
      costMinor: '6375',
      currency: 'USD',
    });
    expect(question).toMatchObject({
      before: { lines: [{ title: 'Noir', priceMinor: '15300' }] },
      after: { lines: [{ title: 'Noir', priceMinor: '11704' }] },
    });
    await shop.personAnswers('discount.create', { code: 'NOIR-23' });
    expect((await shop.ended(task)).output).toMatchObject({ verdict: 'created', belowFloor: [] });
  });
});

describe('Given a discount that takes the largest size below its floor', () => {
  it('when it is only 10 %, then people are asked all the same, and see which print it is', async () => {
    const task = await ask([small, large], [designer]);
    const { question } = await shop.decide('discount.grant', 'rejected', 'not on the large ones');
    // What decides is the print nearest to its cost, not the cheapest.
    expect(question.facts).toMatchObject({ percent: 10, priceAfterMinor: '49582', costMinor: '28996' });
    expect(question.why).toBe('a hotel asks for a better price; Dune would go for 495.82 USD, its floor is 521.93 USD');
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ verdict: 'declined', reason: 'not on the large ones', belowFloor: ['Dune'], code: null },
    });
    expect(await shop.count('discount.create')).toBe(0);
  });

  it('when people say yes to one discount, then another one isn’t entered by it', async () => {
    await ask([large], [designer]);
    await shop.decide('discount.grant', 'approved');
    const { input } = await shop.waitsForPerson('discount.create');
    expect(input).toMatchObject({ percent: 10 });
    const other = await ask([large], [{ ...designer, percent: 12 }]);
    const { question } = await shop.isAsked('discount.grant');
    expect(question.taskId).toBe(other);
    expect(await shop.count('discount.create')).toBe(1);
  });
});

describe('Given a print whose cost nobody knows', () => {
  it('when a discount is asked for, then people are asked, and are told what is not known', async () => {
    const task = await ask(
      [{ ...small, title: 'Odd', size: '20x20', priceMinor: '9900' }, large],
      [{ title: '1 %', percent: 1 }],
    );
    const { question } = await shop.decide('discount.grant', 'expired');
    expect(question.facts).not.toHaveProperty('costMinor');
    expect(question.facts).not.toHaveProperty('priceAfterMinor');
    expect(question.why).toMatch(/nothing is known of the cost of Odd/);
    expect((await shop.ended(task)).output).toMatchObject({ verdict: 'undecided', unknown: ['Odd'], costMinor: null });
  });
});
