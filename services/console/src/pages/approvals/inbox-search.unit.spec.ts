import { inboxQuery, readInboxSearch } from './inbox-search';

describe('the address of the inbox', () => {
  it('keeps what an inbox has', () => {
    const search = {
      ...{ state: 'expired', act: 'order.refund', asker: 'agent:refunds', subject: '1001', all: true, order: 'newest' },
    };
    expect(readInboxSearch(search)).toEqual(search);
  });

  it.each([
    { state: 'maybe' },
    { state: 'pending' },
    { act: 'DROP TABLE' },
    { act: 7 },
    { asker: '  ' },
    { asker: ['a'] },
    { subject: ' ' },
    { subject: 1001 },
    { all: 'yes' },
    { order: 'oldest' },
    { other: 1 },
  ])('drops %j', (search) => expect(readInboxSearch(search)).toEqual({}));
});

describe('what is asked for an inbox', () => {
  it('is what waits for whoever looks, soonest first, when nothing is said', () =>
    expect(inboxQuery({})).toEqual({ state: 'pending', mine: true, order: 'soonest' }));

  it('is also what others decide, when that is wanted', () =>
    expect(inboxQuery({ all: true, act: 'ads.spend' })).toEqual({
      ...{ state: 'pending', mine: false, order: 'soonest', act: 'ads.spend' },
    }));

  it('is all that waits, for a key that decides nothing', () =>
    expect(inboxQuery({}, false)).toEqual({ state: 'pending', mine: false, order: 'soonest' }));

  it('is the latest of what has ended, whosever it was', () =>
    expect(inboxQuery({ state: 'expired', subject: '1001' })).toEqual({
      ...{ state: 'expired', mine: false, order: 'newest', subject: '1001' },
    }));
});
