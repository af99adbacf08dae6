import { ACT_NAMES, actOf } from '@vividwalls/contracts';
import { amountOf } from './amount-of.js';

describe('the amount that an act is about', () => {
  it.each([
    [
      'what is given back, not what the order came to',
      'order.refund',
      { orderTotalMinor: '9000', amountMinor: '4500', currency: 'USD' },
      { minor: '4500', currency: 'USD', of: 'What is given back' },
    ],
    [
      'the new price, not the old one',
      'price.change',
      { oldPriceMinor: '1', newPriceMinor: '2', currency: 'USD' },
      { minor: '2', currency: 'USD', of: 'The price from now on' },
    ],
    [
      'what is known, where the first is not',
      'discount.grant',
      { priceAfterMinor: '80', currency: 'EUR' },
      { minor: '80', currency: 'EUR', of: 'What the customer then pays' },
    ],
    ['one without a currency', 'ads.spend', { amountMinor: '5' }, { minor: '5', currency: null, of: 'How much' }],
    ['none, where nobody told it', 'order.refund', { orderId: '1' }, null],
    ['none, where the act has none', 'customer.email', { recipients: 3 }, null],
  ] as const)('is %s', (_what, act, facts, amount) => expect(amountOf(act, facts)).toEqual(amount));

  it('is found for every act whose facts have money', () => {
    for (const act of ACT_NAMES) {
      const money = Object.entries(actOf(act).facts).filter(([, { type }]) => type === 'money');
      for (const [name] of money) expect(amountOf(act, { [name]: '7' })?.minor).toBe('7');
    }
  });
});
