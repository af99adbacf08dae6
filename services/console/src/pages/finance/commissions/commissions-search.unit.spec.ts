import { commissionsSearch } from './commissions-search';
import { versionWords } from './version-words';

describe('the address of the commissions', () => {
  it('is read as it is', () => {
    const statement = '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11';
    const search = { show: 'statements', month: '2026-11', payee: 'agent:sam', statement };
    expect(commissionsSearch(search)).toEqual(search);
  });

  it('drops what there is not', () => {
    expect(commissionsSearch({ show: 'all', month: '2026-13', payee: 'sam', statement: '7' })).toEqual({});
  });
});

describe('the terms of a plan', () => {
  const terms = { capMinor: null, floorMinor: '0', holdDays: 30 };

  it('are a rate, or steps', () => {
    expect(versionWords({ ...terms, ratePpm: 100_000 }, 'USD')).toEqual(['10%', 'held for 30 days']);
    const steps = [
      { fromMinor: '0', toMinor: '100000', ratePpm: 80_000 },
      { fromMinor: '100000', ratePpm: 120_000 },
    ];
    expect(versionWords({ ...terms, tiers: { mode: 'marginal', steps } }, 'USD')[0]).toBe(
      '8% from $0.00, 12% from $1,000.00, each on its own part',
    );
  });

  it('say a cap, a floor and what they match', () => {
    const match = { campaigns: ['spring'], agents: ['sam'] };
    expect(versionWords({ ratePpm: 50_000, capMinor: '50000', floorMinor: '1000', holdDays: 0, match }, 'USD')).toEqual(
      ['5%', 'at most $500.00 per period', 'at least $10.00 per period', 'campaigns spring', 'agents sam'],
    );
  });
});
