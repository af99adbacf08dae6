import type { JsonObject } from '../../json.js';
import { ShopTrial } from '../testing/shop-trial.js';

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('campaigns', '2026-11-24T09:00:00.000Z');
});
afterEach(() => shop?.close());

const advent: JsonObject = {
  ...{ name: 'Advent', goal: 'Sell what hangs by Christmas', segment: 'returning customers', recipients: 1_200 },
  ...{ offer: { code: 'ADVENT10', percent: 10 }, topic: 'Prints for the dark season', budgetMinor: '50000' },
  ...{ ads: { channel: 'pinterest', amountMinor: '30000', currency: 'USD' } },
  ...{ fromDay: '2026-12-01', toDay: '2026-12-24' },
};
const states = ({ parts }: JsonObject) =>
  Object.fromEntries((parts as readonly JsonObject[]).map(({ part, state }) => [part, state]));

describe('Given a campaign with an offer, ads and a letter', () => {
  it('when people allow all of it, then each part is done, and ads and letter name the offer', async () => {
    shop.books = (name) => (name === 'net_revenue' ? '900000' : null);
    const task = await shop.ask('campaign.propose', advent);
    const offer = await shop.decide('discount.publish', 'approved');
    expect(offer.question.facts).toMatchObject({
      ...{ code: 'ADVENT10', percent: 10, startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-24T23:59:59Z' },
    });
    // Whoever decides sees what goes below its floor, and what nobody knows.
    expect(offer.question.why).toMatch(/53x72 Gallery Wrapped would go for 495.82 USD, its floor is 521.93 USD/);
    expect(offer.question.why).toMatch(
      /the last 28 days: Net revenue \$9,000\.00, Advertising: no data \(nothing is booked for it\)/,
    );
    await shop.personAnswers('discount.publish', { code: 'ADVENT10' });
    await shop.decide('ads.spend', 'approved');
    const ads = await shop.personAnswers('ads.place', { reference: 'ad-1' });
    expect(ads.input).toMatchObject({ amountMinor: '30000', offer: '10 % off with ADVENT10, until 2026-12-24' });
    const letter = await shop.decide('customer.email', 'approved');
    expect(letter.question.facts).toMatchObject({ kind: 'marketing', recipients: 1_200, isReply: false });
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ verdict: 'done', faults: [], unknown: [] });
    expect(states(output)).toEqual({ offer: 'done', ads: 'done', letter: 'done' });
  });

  it('when they refuse the offer, then ads and letter go out without it, and the output says so', async () => {
    const task = await shop.ask('campaign.propose', advent);
    await shop.decide('discount.publish', 'rejected', 'it undercuts the large prints');
    await shop.decide('ads.spend', 'approved');
    const ads = await shop.personAnswers('ads.place', { reference: 'ad-1' });
    expect(ads.input).not.toHaveProperty('offer');
    await shop.decide('customer.email', 'expired', 'nobody decided in time');
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ verdict: 'partly' });
    expect(output.parts).toMatchObject([
      { part: 'offer', state: 'declined', reason: 'it undercuts the large prints' },
      { part: 'ads', state: 'done', decidedBy: ['user:anna', 'user:ben'] },
      { part: 'letter', state: 'undecided', reason: 'nobody decided in time' },
    ]);
    expect([await shop.count('discount.publish'), await shop.count('email.campaign')]).toEqual([0, 0]);
  });

  it('when it costs more than its budget, then nobody is asked, and it says what is wrong', async () => {
    const task = await shop.ask('campaign.propose', { ...advent, budgetMinor: '20000' });
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ verdict: 'unsound', faults: ['the ads cost 300.00 USD, the budget is 200.00 USD'] });
    expect(states(output)).toEqual({ offer: 'not_asked', ads: 'not_asked', letter: 'not_asked' });
    expect(shop.governance.asked).toEqual([]);
  });
});

describe('Given a campaign that is a letter alone', () => {
  it('when nobody has counted who gets it, then people are asked, and the number is left out', async () => {
    const { offer: _offer, ads: _ads, recipients: _count, ...letter } = advent;
    const task = await shop.ask('campaign.propose', letter);
    const { question } = await shop.decide('customer.email', 'approved');
    expect(question.facts).not.toHaveProperty('recipients');
    expect(question.why).toMatch(/nobody knows how many people get the letter/);
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({ verdict: 'done', unknown: ['how many people get the letter'] });
    expect(states(output)).toEqual({ offer: 'not_wanted', ads: 'not_wanted', letter: 'done' });
  });
});
