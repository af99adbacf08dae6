import { paidOrder, refund } from '../../activation/testing/sample-events.js';
import { ShopTrial } from '../testing/shop-trial.js';

const PAID_AT = '2026-11-24T09:00:00.000Z';

/** One print of a size that the shop sells, at its live price. */
const line = (variantTitle: string, unitPriceMinor: string, quantity = 1) => ({
  ...paidOrder('x').order.lines[0]!,
  ...{ variantTitle, unitPriceMinor, quantity, currentQuantity: quantity },
});
const sound = (orderId: string) =>
  paidOrder(orderId, { lines: [line('24x36 / Canvas Roll', '15300'), line('53x72 / Gallery Wrapped', '55092', 2)] });

let shop: ShopTrial;
beforeEach(async () => {
  shop = await ShopTrial.open('order-fulfil', PAID_AT);
});
afterEach(() => shop?.close());

describe('Given an order that was paid and is sound', () => {
  it('when the sheet is made, two people say yes and the printer takes it, then it is at the printer in time', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.personAnswers('print.sheet', { orderId: '1001', sheetId: 's-1001' });
    const { question } = await shop.decide('print.submit', 'approved');
    expect(question).toMatchObject({
      facts: { orderId: '1001', items: 3, amountMinor: '64367', currency: 'USD', printer: 'Pictorem' },
      why: 'Order #1001: 3 to print at Pictorem, 643.67 USD',
      costOfWaiting: 'it must be at the printer by 2026-11-25T09:00:00.000Z',
    });
    shop.passHours(2);
    await shop.personAnswers('order.handover', { orderId: '1001', partnerReference: 'P-77' });
    expect((await shop.ended(order)).output).toMatchObject({
      ...{ orderId: '1001', verdict: 'handed_over', partnerReference: 'P-77', isLate: false, reason: null },
      decidedBy: ['user:anna', 'user:ben'],
    });
  });

  it('when the shop tells of the payment twice, then there is one chain of work', async () => {
    const first = await shop.happens('paid-order', sound('1001'));
    const second = await shop.happens('paid-order', sound('1001'));
    expect(second).toBe(first);
    await shop.waitsForPerson('print.sheet');
    const counts = ['order.fulfil', 'order.triage', 'order.deadline', 'print.sheet'].map((one) => shop.count(one));
    expect(await Promise.all(counts)).toEqual([1, 1, 1, 1]);
  });

  it('when somebody asks for it once more by hand, then the second says who has it, and does nothing', async () => {
    const first = await shop.happens('paid-order', sound('1001'));
    await shop.waitsForPerson('print.sheet');
    const second = await shop.ended(await shop.ask('order.fulfil', { orderId: '1001' }));
    expect(second.output).toMatchObject({ verdict: 'elsewhere', reason: expect.stringContaining(first) as string });
    expect(await shop.count('print.sheet')).toBe(1);
  });

  it('when the process dies at every step, then it goes on where it was, and nothing happens twice', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.waitsForPerson('print.sheet');
    await shop.restart();
    await shop.personAnswers('print.sheet', { orderId: '1001', sheetId: 's-1001' });
    await shop.isAsked('print.submit');
    await shop.restart();
    await shop.decide('print.submit', 'approved');
    await shop.waitsForPerson('order.handover');
    await shop.restart();
    await shop.personAnswers('order.handover', { orderId: '1001', partnerReference: 'P-77' });
    expect((await shop.ended(order)).output).toMatchObject({ verdict: 'handed_over' });
    expect(shop.governance.asked).toHaveLength(1);
    expect(await shop.count('order.handover')).toBe(1);
  });
});

describe('Given a sound order, and people who say no or nothing', () => {
  it('when they reject the print job, then it isn’t submitted, and the order says why', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.personAnswers('print.sheet', { orderId: '1001' });
    await shop.decide('print.submit', 'rejected', 'the customer called');
    expect((await shop.ended(order)).output).toMatchObject({
      ...{ verdict: 'declined', partnerReference: null },
      reason: 'the print job was not allowed: the customer called',
    });
    expect(await shop.count('order.handover')).toBe(0);
  });

  it('when nobody decides in time, then it isn’t submitted, and a person looks after the order', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.personAnswers('print.sheet', { orderId: '1001' });
    await shop.decide('print.submit', 'expired', 'nobody decided in time');
    expect((await shop.ended(order)).output).toMatchObject({ verdict: 'undecided' });
    const { input } = await shop.waitsForPerson('order.attend');
    expect(input).toMatchObject({ orderId: '1001', what: expect.stringMatching(/nobody has decided/) as string });
    expect(await shop.count('order.handover')).toBe(0);
  });
});

describe('Given an order whose sheet nobody makes', () => {
  it('when its 24 hours are over, then a person is told what it waits for; and it is still wanted', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.waitsForPerson('print.sheet');
    await shop.settles();
    shop.passHours(23);
    await shop.settles();
    expect(await shop.count('order.attend')).toBe(0);
    shop.passHours(1.01);
    const { input, priority } = await shop.waitsForPerson('order.attend');
    expect({ ...input, priority }).toMatchObject({
      ...{ orderId: '1001', priority: 'high', waitsFor: ['print.sheet waits for a person'] },
      what: 'it should have been at the printer by 2026-11-25T09:00:00.000Z, and is still wanted',
    });
    shop.passHours(5);
    await shop.personAnswers('print.sheet', { orderId: '1001', sheetId: 's-1001' });
    await shop.decide('print.submit', 'approved');
    await shop.personAnswers('order.handover', { orderId: '1001', partnerReference: 'P-78' });
    expect((await shop.ended(order)).output).toMatchObject({ verdict: 'handed_over', isLate: true });
  });
});

describe('Given an order with a problem', () => {
  it('when a person says hold, then nobody is asked for money, and it isn’t printed', async () => {
    const order = await shop.happens('paid-order', paidOrder('1002', { lines: [line('20x20 / Canvas Roll', '9900')] }));
    const { input } = await shop.waitsForPerson('order.review');
    expect(JSON.stringify(input)).toMatch(/no size and format that we print/);
    await shop.personAnswers('order.review', { verdict: 'hold' });
    expect((await shop.ended(order)).output).toMatchObject({ verdict: 'held' });
    expect(shop.governance.asked).toEqual([]);
  });

  it('when a person says print, then people are told that the cost is not known, and it is not zero', async () => {
    await shop.happens('paid-order', paidOrder('1002', { lines: [line('20x20 / Canvas Roll', '9900')] }));
    await shop.personAnswers('order.review', { verdict: 'print' });
    await shop.personAnswers('print.sheet', { orderId: '1002' });
    const { question } = await shop.isAsked('print.submit');
    expect(question.facts).not.toHaveProperty('amountMinor');
    expect(question.why).toBe('Order #1002: 1 to print at Pictorem, what the printer charges is not known');
  });
});

describe('Given an order that is on its way to the printer', () => {
  it.each([
    ['order-cancelled', sound('1001'), 'the order was cancelled before it was handed over', 0],
    ['order-refunded', refund('1001'), 'the order was refunded before it was handed over', 1],
  ])('when %s happens before people said yes, then it isn’t submitted', async (rule, data, reason, attended) => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.personAnswers('print.sheet', { orderId: '1001' });
    await shop.isAsked('print.submit');
    const stop = await shop.ended(await shop.happens(rule, data));
    expect(stop.output).toMatchObject({ verdict: 'stopped' });
    await shop.decide('print.submit', 'approved');
    expect((await shop.ended(order)).output).toMatchObject({ verdict: 'stopped', reason });
    // Of a refund a part may be left to print: a person looks.
    expect(await shop.count('order.attend')).toBe(attended);
    expect(await shop.count('order.handover')).toBe(0);
  });

  it('when it was cancelled before anybody began, then nothing is begun', async () => {
    await shop.ended(await shop.happens('order-cancelled', sound('1001')));
    const order = await shop.ended(await shop.happens('paid-order', sound('1001')));
    expect(order.output).toMatchObject({ verdict: 'stopped' });
    expect(await shop.count('print.sheet')).toBe(0);
  });

  it('when it is cancelled after the hand-over, then a person asks the printer to stop it', async () => {
    const order = await shop.happens('paid-order', sound('1001'));
    await shop.personAnswers('print.sheet', { orderId: '1001' });
    await shop.decide('print.submit', 'approved');
    await shop.personAnswers('order.handover', { orderId: '1001', partnerReference: 'P-77' });
    await shop.ended(order);
    const stop = await shop.ended(await shop.happens('order-cancelled', sound('1001')));
    expect(stop.output).toMatchObject({ verdict: 'too_late' });
    const { input } = await shop.waitsForPerson('order.attend');
    expect(input).toMatchObject({ what: expect.stringMatching(/ask them to stop it/) as string });
  });
});

describe('Given a test order', () => {
  it('when it is paid, then it goes nowhere, and nobody is bothered', async () => {
    const order = await shop.ended(await shop.ask('order.fulfil', { orderId: '9', test: true, lines: [] }));
    expect(order.output).toMatchObject({ verdict: 'held', reason: 'test order: a test order is not printed' });
    expect(shop.governance.asked).toEqual([]);
    expect(await shop.count('order.deadline')).toBe(0);
  });
});
