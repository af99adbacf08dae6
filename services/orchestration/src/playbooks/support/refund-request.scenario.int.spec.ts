import type { JsonObject } from '../../json.js';
import { ShopTrial } from '../testing/shop-trial.js';

const NOW = '2026-11-24T09:00:00.000Z';

/** A print that arrived torn, three days ago. */
const torn: JsonObject = {
  ...{ orderId: '1001', orderName: '#1001', customerId: 'c-7', currency: 'USD', reason: 'damaged', hasPictures: true },
  ...{ orderTotalMinor: '21000', paidMinor: '21000', deliveredAt: '2026-11-21T09:00:00.000Z' },
  ...{
    lines: [{ title: 'Noir', amountMinor: '15300' }],
    words: 'My print arrived torn. Please give me my money back.',
  },
};

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('refunds', NOW);
});
afterEach(() => shop?.close());

describe('Given a print that arrived damaged, told in time and with pictures', () => {
  it('when two people say yes, then the money goes back and the customer is told, in words that were read', async () => {
    const task = await shop.ask('refund.request', torn, { customerId: 'c-7', orderId: '1001' });
    const { question } = await shop.decide('order.refund', 'approved');
    expect(question).toMatchObject({
      facts: {
        ...{ orderId: '1001', amountMinor: '15300', orderTotalMinor: '21000', currency: 'USD' },
        ...{ reason: 'damaged', daysSinceDelivery: 3 },
      },
      ...{ before: { paidMinor: '21000', refundedMinor: '0' }, after: { paidMinor: '21000', refundedMinor: '15300' } },
      why: expect.stringContaining('faq-damage') as string,
    });
    const { input } = await shop.personAnswers('refund.execute', { reference: 'R-1' });
    expect(input).toMatchObject({ orderId: '1001', amountMinor: '15300', currency: 'USD' });
    const letter = await shop.decide('customer.email', 'approved');
    expect(letter.question.facts).toMatchObject({ kind: 'support', recipients: 1, customerId: 'c-7', isReply: true });
    const { output } = await shop.ended(task);
    expect(output).toMatchObject({
      ...{ verdict: 'refunded', refundedMinor: '15300', decidedBy: ['user:anna', 'user:ben'] },
      answer: { state: 'sent', text: expect.stringMatching(/sorry.*damaged.*given back 153.00 USD/s) as string },
    });
    const [reply] = await shop.query<{ output: { text: string } }>(
      `SELECT output FROM tasks WHERE capability = 'support.reply'`,
    );
    expect(reply!.output.text).toBe((output.answer as { text: string }).text);
  });

  it('when people say no, then no money goes, and the customer’s answer is prepared', async () => {
    const task = await shop.ask('refund.request', torn);
    await shop.decide('order.refund', 'rejected', 'the pictures show another print');
    await shop.decide('customer.email', 'rejected', 'I call them myself');
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ verdict: 'declined', refundedMinor: null, reasons: ['the pictures show another print'] },
      answer: {
        ...{ state: 'prepared', reason: 'I call them myself' },
        text: expect.stringMatching(/can’t give the money back/) as string,
      },
    });
    expect([await shop.count('refund.execute'), await shop.count('support.reply')]).toEqual([0, 0]);
  });

  it('when more is asked for than was paid, then only what is left of it is proposed', async () => {
    await shop.ask('refund.request', { ...torn, amountMinor: '99999', refundedMinor: '6000' });
    const { question } = await shop.isAsked('order.refund');
    expect(question.facts).toMatchObject({ amountMinor: '15000' });
    expect(question.after).toEqual({ paidMinor: '21000', refundedMinor: '21000' });
  });

  it('when the process dies between the yes and the money, then the money goes once', async () => {
    const task = await shop.ask('refund.request', { ...torn, customerId: '' });
    await shop.isAsked('order.refund');
    await shop.restart();
    await shop.decide('order.refund', 'approved');
    await shop.waitsForPerson('refund.execute');
    await shop.restart();
    await shop.personAnswers('refund.execute', { reference: 'R-1' });
    expect((await shop.ended(task)).output).toMatchObject({ verdict: 'refunded', answer: { state: 'prepared' } });
    expect(await shop.count('refund.execute')).toBe(1);
  });
});

describe('Given a refund that is against the rules', () => {
  it('when it was told too late, then nobody is asked for the money, and the letter says why', async () => {
    const task = await shop.ask('refund.request', { ...torn, deliveredAt: '2026-11-10T09:00:00.000Z' });
    await shop.decide('customer.email', 'approved');
    expect((await shop.ended(task)).output).toMatchObject({
      ...{ verdict: 'not_eligible', refundedMinor: null, daysSinceDelivery: 14 },
      answer: { state: 'sent', text: expect.stringMatching(/14 days after the delivery, the rule has 7/) as string },
    });
    expect(shop.governance.asked.map(({ question }) => question.act)).toEqual(['customer.email']);
  });
});

describe('Given a refund of which something is not known', () => {
  it('when no rule is written, then people decide, and see that', async () => {
    await shop.ask('refund.request', { ...torn, reason: 'lost', deliveredAt: null });
    const { question } = await shop.isAsked('order.refund');
    expect(question.why).toMatch(/no rule is written for lost/);
    // What is not known is left out: a policy that needs it holds.
    expect(question.facts).not.toHaveProperty('daysSinceDelivery');
  });

  it('when nobody knows what was paid, then no amount is proposed, and the customer is told that we look at it', async () => {
    const { paidMinor: _paid, ...unpaid } = torn;
    const task = await shop.ask('refund.request', unpaid);
    await shop.decide('customer.email', 'approved');
    expect((await shop.ended(task)).output).toMatchObject({
      ...{
        verdict: 'open',
        proposal: { verdict: 'unclear', amountMinor: null },
        reasons: ['what was paid is not known'],
      },
      answer: { text: expect.stringMatching(/We look at it/) as string },
    });
    expect(await shop.count('refund.execute')).toBe(0);
  });
});
