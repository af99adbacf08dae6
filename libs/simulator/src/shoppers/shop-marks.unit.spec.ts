import { DISCOUNT_CODES } from '../orders/price-lines.js';
import { CHANNELS } from './channels.js';
import { shopMarks } from './shop-marks.js';

describe('the marks of the simulated shop', () => {
  it('name every campaign that somebody works, once, and its channel', () => {
    const campaigns = shopMarks().filter(({ match }) => match === 'utm_campaign');
    const worked = CHANNELS.filter(({ agent }) => agent !== null).flatMap(({ campaigns: all }) => all);
    expect(campaigns.map(({ value }) => value)).toEqual(worked);
    expect(campaigns.find(({ value }) => value === 'trade-program')).toEqual({
      ...{
        match: 'utm_campaign',
        value: 'trade-program',
        agentId: 'b2c-premium-sales-agent',
        channel: 'designer_referral',
      },
    });
  });

  it('name every code that the shop takes', () => {
    const codes = shopMarks().filter(({ match }) => match === 'discount_code');
    expect(codes.map(({ value }) => value).sort()).toEqual(Object.keys(DISCOUNT_CODES).sort());
  });
});
