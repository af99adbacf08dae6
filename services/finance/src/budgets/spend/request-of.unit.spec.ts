import { requestOf } from './request-of.js';

const question = {
  key: 'ad-7',
  actor: 'agent:facebook',
  department: 'Marketing',
  category: 'Advertising',
  purpose: 'Autumn campaign',
  amountMinor: '12000',
  currency: 'USD',
};

describe('the request in a question', () => {
  it('has names as they are kept, and defaults', () => {
    expect(requestOf(question)).toEqual({
      request: {
        ...{ key: 'ad-7', actor: 'agent:facebook', agentId: 'facebook', department: 'marketing', unit: 'USD' },
        ...{ category: 'advertising', purpose: 'Autumn campaign', amountMinor: 12_000n, allowanceMinor: 0n },
        expiresInS: 900,
      },
    });
  });

  it('is of an agent only when one spends or is named', () => {
    expect(requestOf({ ...question, actor: 'user:owner' })).toMatchObject({ request: { agentId: null } });
    expect(requestOf({ ...question, actor: 'user:owner', agentId: 'Facebook' })).toMatchObject({
      request: { agentId: 'facebook' },
    });
  });

  it.each([
    ['/currency', { currency: 'XXX' }],
    ['/currency', { currency: undefined }],
    ['/unit', { unit: 'tokens' as const }],
    ['/amountMinor', { amountMinor: '0' }],
    ['/department', { department: 'a/b' }],
    ['/category', { category: '*' }],
    ['/agentId', { agentId: 'painter' }],
    ['/agentId', { actor: 'agent:a/b' }],
  ])('is at fault at %s with %j', (pointer, part) => {
    expect(requestOf({ ...question, ...part })).toEqual({
      faults: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });
});
