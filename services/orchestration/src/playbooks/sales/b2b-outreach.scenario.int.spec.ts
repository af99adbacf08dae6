import type { JsonObject } from '../../json.js';
import { ShopTrial } from '../testing/shop-trial.js';

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('outreach', '2026-11-24T09:00:00.000Z');
});
afterEach(() => shop?.close());

const hotel: JsonObject = {
  ...{
    company: 'Hotel Meridian',
    contact: 'Ms Sato',
    purpose: 'We print art for hotel corridors.',
    paymentTermDays: 30,
  },
};
const forty = { title: 'Noir', size: '24x36 Canvas Roll', quantity: 40 };
const states = ({ history }: JsonObject) => (history as readonly JsonObject[]).map(({ state }) => state);
const standing = async () => (await shop.query<{ state: string; why: string }>('SELECT state, why FROM prospects'))[0];

/** As far as the letter that people allowed. */
async function written(): Promise<string> {
  const task = await shop.ask('b2b.outreach', hotel);
  await shop.decide('customer.email', 'approved');
  await shop.waitsForPerson('outreach.reply');
  return task;
}

describe('Given a business that nobody has written to', () => {
  it('when it answers, takes the quote, and people allow the deal, then it is won', async () => {
    const task = await written();
    expect(await standing()).toMatchObject({ state: 'contacted' });
    await shop.personAnswers('outreach.reply', { answer: 'yes', items: [forty] });
    // Quantity discount of 15 %: 40 × 153.00 less 15 %.
    const letter = await shop.decide('customer.email', 'approved');
    expect(letter.question.does).toMatchObject({ input: { purpose: expect.stringMatching(/5202.00 USD/) as string } });
    const asked = await shop.waitsForPerson('outreach.reply');
    expect(asked.input).toMatchObject({ question: 'quote' });
    expect(await standing()).toMatchObject({ state: 'quoted' });
    await shop.personAnswers('outreach.reply', { answer: 'yes' });
    const { question } = await shop.decide('deal.close', 'approved');
    expect(question.facts).toEqual({
      ...{
        company: 'Hotel Meridian',
        amountMinor: '520200',
        currency: 'USD',
        discountPercent: 15,
        paymentTermDays: 30,
      },
    });
    await shop.personAnswers('deal.close', { reference: 'D-1' });
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ company: 'Hotel Meridian', state: 'won', quote: { totalMinor: '520200' } });
    expect(states(output)).toEqual(['contacted', 'replied', 'quoted', 'won']);
    expect(await standing()).toMatchObject({ state: 'won' });
  });

  it('when people do not allow the letter, then nobody is written to', async () => {
    const task = await shop.ask('b2b.outreach', hotel);
    await shop.decide('customer.email', 'rejected', 'they are our landlord');
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ state: 'prospect', history: [], why: 'the first letter was not allowed: they are our landlord' },
    });
    expect([await shop.count('partner.outreach'), await standing()]).toEqual([0, undefined]);
  });
});

describe('Given a business that does not answer', () => {
  it('when a week has passed, then it is reminded once, with a yes; after three weeks it is lost', async () => {
    const task = await written();
    await shop.settles();
    shop.passHours(7 * 24 + 1);
    const { question } = await shop.decide('customer.email', 'approved');
    expect(question.facts).toMatchObject({ template: 'outreach/follow-up', isReply: false });
    await shop.settles();
    expect(await shop.count('partner.outreach')).toBe(2);
    shop.passHours(14 * 24);
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ state: 'lost', why: 'no answer in 21 days', since: shop.now.toISOString() });
    expect(await standing()).toMatchObject({ state: 'lost' });
  });

  it('when it answers after all before the reminder goes out, then it gets none', async () => {
    await written();
    await shop.settles();
    shop.passHours(7 * 24 + 1);
    await shop.isAsked('customer.email');
    await shop.personAnswers('outreach.reply', { answer: 'no', words: 'not this year' });
    await shop.decide('customer.email', 'approved');
    await shop.settles();
    expect(await shop.count('partner.outreach')).toBe(1);
  });
});

describe('Given a business that is interested', () => {
  it('when it declines the quote, then it is lost, and says why', async () => {
    const task = await written();
    await shop.personAnswers('outreach.reply', { answer: 'yes', items: [forty] });
    await shop.decide('customer.email', 'approved');
    await shop.waitsForPerson('outreach.reply');
    await shop.restart();
    await shop.personAnswers('outreach.reply', { answer: 'no' });
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ state: 'lost', why: 'they declined the quote' });
    expect(states(output)).toEqual(['contacted', 'replied', 'quoted', 'lost']);
  });

  it('when people do not allow the deal, then no contract goes out', async () => {
    const task = await written();
    await shop.personAnswers('outreach.reply', { answer: 'yes', items: [{ ...forty, quantity: 100 }] });
    await shop.decide('customer.email', 'approved');
    await shop.personAnswers('outreach.reply', { answer: 'yes' });
    const { question } = await shop.decide('deal.close', 'rejected', 'we can’t print so many');
    // Above 10,000: what the shop's policy asks about.
    expect(Number((question.facts as JsonObject).amountMinor)).toBeGreaterThan(1_000_000);
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ state: 'lost', why: 'the deal was not closed: we can’t print so many' },
    });
    expect(await shop.count('deal.close')).toBe(0);
  });

  it('when nobody noted what it wants, then it is lost, and that is why', async () => {
    const task = await written();
    await shop.personAnswers('outreach.reply', { answer: 'yes' });
    expect((await shop.ended(task)).output).toMatchObject({ state: 'lost', why: 'nobody noted what they want' });
  });
});
