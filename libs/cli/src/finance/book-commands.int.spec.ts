import type { Answer } from '../testing/fake-gateway.js';
import { piped } from '../testing/stdin.js';
import { always, vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { gateway, vw: ask } = vwAgainstGateway();

const vw = (args: string, answer: Answer, stdin?: string) =>
  ask(args, always(answer), stdin === undefined ? {} : piped(stdin));

describe('vw finance', () => {
  it('shows what an account held at a past time', async () => {
    const balance = {
      account: 'asset:bank',
      type: 'asset',
      debitMinor: '19300',
      creditMinor: '0',
      balanceMinor: '19300',
    };
    const json = { code: 'asset:bank', name: 'Money', asOf: '2026-03-05T00:00:00.000Z', currencies: { USD: balance } };
    const { code, out } = await vw('finance account asset:bank --at 2026-03-05T00:00:00Z', { json });
    expect(code).toBe(0);
    expect(gateway.seen[0]).toMatchObject({
      path: '/api/finance/accounts/asset%3Abank/balance',
      query: { at: '2026-03-05T00:00:00Z' },
    });
    expect(out).toContain('193.00\t0.00\t193.00\tUSD');
  });

  it('says that nothing is known instead of nothing', async () => {
    const empty = { json: { items: [] } };
    expect((await vw('finance costs', empty)).out).toContain('No costs are known.');
    expect((await vw('finance payouts', empty)).out).toContain('No payout is booked');
    expect((await vw('finance print-costs', empty)).out).toContain('the cost of goods of every order is unknown');
  });

  it('lists costs of one agent, and prints with what is in force', async () => {
    const cost = {
      agentId: 'a',
      category: 'llm',
      amountMinor: '-20',
      currency: 'USD',
      description: 'x',
      occurredAt: 't',
    };
    const { out } = await vw('finance costs --agent a --category llm', { json: { items: [cost] } });
    expect(out).toContain('t\ta\tllm\t-0.20\tUSD\tx');
    expect(gateway.seen[0]).toMatchObject({ query: { agentId: 'a', category: 'llm' } });
    const print = {
      size: '24x36',
      format: 'canvas roll',
      currency: 'USD',
      costMinor: '6375',
      effectiveFrom: 'd',
      source: 's',
    };
    const items = [
      { ...print, inForce: true },
      { ...print, costMinor: '6000', inForce: false },
    ];
    expect((await vw('finance print-costs', { json: { items } })).out).not.toContain('60.00');
    expect((await vw('finance print-costs --all', { json: { items } })).out).toContain('60.00');
  });

  it('books a payout from standard input, and tells what is wrong with one', async () => {
    const booked = await vw('finance book-payout -', { json: { entryId: 'e1', isNew: true } }, '{"id":"p1"}');
    expect(booked).toMatchObject({ code: 0, out: expect.stringContaining('Booked as entry e1.') as string });
    expect(await vw('finance book-payout -', {}, '[]')).toMatchObject({ code: 2 });
    const refused = {
      status: 422,
      json: { title: 'Not acceptable', status: 422, detail: '/amountMinor the lines come to 1' },
    };
    const { code, err } = await vw('finance book-payout -', refused, '{}');
    expect(code).not.toBe(0);
    expect(err).toContain('the lines come to 1');
  });
});
