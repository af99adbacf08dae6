import { aboutWhat, saidOf, waitsAfterYesOf } from './decide-words';

const refund = { title: 'Refund', state: 'approved', votesNeeded: 1, votesGiven: 1 } as const;

describe('what a notice says of a word on an approval', () => {
  it('names it by what it is', () => {
    expect(saidOf('approve', refund, 'Order #1042')).toBe('Approved: Refund · Order #1042');
    expect(saidOf('delegate', refund, 'Order #1042')).toBe('Delegated: Refund · Order #1042');
  });

  it('leaves out an id that nobody knows it by', () => {
    expect(aboutWhat('Run a capability', '0198c5a2-3f1e-7cc3-98c4-dc0c0c07398f')).toBe('Run a capability');
    expect(aboutWhat('Go over', 'migration:0198c5a2-3f1e-7cc3-98c4-dc0c0c07398f')).toBe('Go over');
    expect(aboutWhat('Refund', '450789469')).toBe('Refund · 450789469');
  });

  it('says whose word is missing, while a yes is not enough', () => {
    const waiting = { ...refund, state: 'pending' as const, votesNeeded: 2 };
    expect(saidOf('approve', waiting, 'Order #1042')).toBe(
      'You said yes; one more person is needed: Refund · Order #1042',
    );
    expect(saidOf('approve', { ...waiting, votesNeeded: 4 }, 'Order #1042')).toMatch(
      /^You said yes; 3 more people are/,
    );
    expect(saidOf('comment', waiting, 'Order #1042')).toMatch(/^Comment added: /);
  });
});

describe('an approval that somebody said yes to', () => {
  const votes = [{ by: 'user:anna', vote: 'approve', at: '2026-11-29T12:00:00Z', reason: 'fine' }] as never;

  it('waits for others', () => {
    expect(waitsAfterYesOf({ state: 'pending', votes }, 'user:anna')).toBe(true);
    expect(waitsAfterYesOf({ state: 'pending', votes }, 'user:berta')).toBe(false);
    expect(waitsAfterYesOf({ state: 'approved', votes }, 'user:anna')).toBe(false);
  });
});
