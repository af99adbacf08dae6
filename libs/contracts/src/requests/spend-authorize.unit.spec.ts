import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { authorizeSpend, SpendQuestion, spendUnanswered } from './spend-authorize.js';

const question = {
  key: 'ad-7',
  actor: 'agent:facebook',
  department: 'marketing',
  category: 'advertising',
  purpose: 'Autumn campaign',
  amountMinor: '12000',
  currency: 'USD',
};

describe('a question whether something may be spent', () => {
  const { faultsOf, service, name } = authorizeSpend;

  it('is for finance', () => expect([service, name]).toEqual(['finance', 'spend.authorize']));

  it.each([
    ['as little as must be said', {}],
    ['an agent, an allowance and a time', { agentId: 'facebook', allowanceMinor: '500', expiresInS: 60 }],
    ['tokens', { currency: undefined, unit: 'tokens' }],
    ['a key with slashes', { key: 'task/7#2' }],
  ])('may be asked with %s', (_what, part) => expect(faultsOf({ ...question, ...part })).toEqual([]));

  it.each([
    ['/key', { key: 'two words' }],
    ['/key', { key: '' }],
    ['/key', { key: 'x'.repeat(201) }],
    ['/actor', { actor: undefined }],
    ['/purpose', { purpose: 'two\nlines' }],
    ['/amountMinor', { amountMinor: 12_000 }],
    ['/amountMinor', { amountMinor: '-1' }],
    ['/amountMinor', { amountMinor: '1.5' }],
    ['/amountMinor', { amountMinor: '1'.repeat(16) }],
    ['/unit', { unit: 'USD' }],
    ['/expiresInS', { expiresInS: 0 }],
    ['/expiresInS', { expiresInS: 1.5 }],
    ['/approved', { approved: true }],
  ])('is at fault at %s with %j', (place, part) => {
    expect(faultsOf({ ...question, ...part })).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${place} `))]),
    );
  });
});

describe('the compiled rules of a question', () => {
  const odd = fc.oneof(
    fc.constantFrom(
      null,
      undefined,
      '',
      ' ',
      'tokens',
      'USD',
      '0',
      '01',
      '-1',
      '1e3',
      0,
      1,
      60,
      1.5,
      -1,
      604_800,
      604_801,
      true,
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 4 }),
    fc.constantFrom(
      'a\u0085b',
      'two\nlines',
      'x'.repeat(201),
      '😀'.repeat(64),
      '😀'.repeat(65),
      'U😀',
      '😀😀😀',
      '1'.repeat(15),
      '1'.repeat(16),
      {},
      [],
      ['a'],
    ),
  );
  const fields = [...Object.keys(question), 'agentId', 'unit', 'allowanceMinor', 'expiresInS', 'approved', '__proto__'];
  const part = fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 3 });

  it('find nothing sound that class-validator does not', () => {
    const byClassValidator = (value: object) =>
      validateSync(plainToInstance(SpendQuestion, value), { whitelist: true, forbidNonWhitelisted: true }).length === 0;
    let sound = 0;
    fc.assert(
      fc.property(part, (changed) => {
        const value = { ...question, ...changed };
        const isSound = authorizeSpend.faultsOf(value).length === 0;
        if (isSound) sound += 1;
        return isSound === byClassValidator(value);
      }),
      { numRuns: 3_000 },
    );
    expect(sound).toBeGreaterThan(100);
  });
});

describe('a decision', () => {
  const faultsOf = authorizeSpend.faultsOfAnswer!;

  it('is understood', () => {
    expect(faultsOf({ decision: 'authorised', reason: '', key: 'k', expiresAt: '2026-11-24T10:00:00Z' })).toEqual([]);
    expect(faultsOf({ decision: 'refused', reason: 'no budget', key: 'k' })).toEqual([]);
  });

  it.each([null, {}, { decision: 'yes', key: 'k' }, { decision: 'authorised', key: 'k' }, { decision: 'refused' }])(
    'is no leave to spend when it is %j',
    (value) => expect(faultsOf(value).length).toBeGreaterThan(0),
  );

  it('is no when there is none', () => {
    expect(spendUnanswered(question)).toMatchObject({ decision: 'refused', key: 'ad-7' });
  });
});
