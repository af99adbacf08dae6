import { basisSteps } from './revenue-basis';

const basis = (bookedOnOtherDaysMinor: string, ofOtherOrdersMinor: string) => ({
  ...{ currency: 'USD', orders: 3, ofOrdersMinor: '1000', bookedMinor: '900' },
  ...{ bookedOnOtherDaysMinor, ofOtherOrdersMinor },
});

describe('from what orders came to, to what was booked in their days,', () => {
  it('refunds go the way they went: back to the days of the sale, and off the days of the refund', () => {
    expect(basisSteps(basis('-120', '-220'))).toEqual([
      { sign: '+', minor: '120', about: 'taken back from them on other days' },
      { sign: '−', minor: '220', about: 'taken back in these days from orders of other days' },
    ]);
  });

  it('what was booked late is told so', () => {
    expect(basisSteps(basis('120', '20')).map(({ sign, about }) => `${sign} ${about}`)).toEqual([
      '− of them booked on other days',
      '+ booked in these days for orders of other days',
    ]);
  });

  it('there is nothing where both are the same', () => expect(basisSteps(basis('0', '0'))).toEqual([]));
});
