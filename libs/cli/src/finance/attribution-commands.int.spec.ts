import type { AttributionComparison, AttributionSummary, OrderAttribution, TouchCredited } from '@vividwalls/contracts';
import type { Answer } from '../testing/fake-gateway.js';
import { always, vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { gateway, vw: ask } = vwAgainstGateway();

const vw = (args: string, answer: Answer) => ask(args, always(answer));

const TOUCH: TouchCredited = {
  ...{ touchId: 't1', source: 'interaction', occurredAt: '2026-11-08T12:00:00.000Z', agentId: 'live-chat-agent' },
  ...{ personaId: 'curator', department: 'Customer Experience', channel: 'chat', campaign: 'fall', kind: 'direct' },
  ...{ weight: '1', sharePercent: '33.33', exactMinor: '6633 1/3', rounding: 'up', amountMinor: '6634' },
  why: 'touch 1 of 3: all weigh the same',
};
const ORDER: OrderAttribution = {
  ...{ orderId: '450789469', book: 'real', currency: 'USD', netRevenueMinor: '19900', unattributedMinor: '0' },
  ...{ model: 'linear', modelVersion: 1, hypothetical: false, modelOfRecord: 'linear', open: true },
  ...{ placedAt: '2026-11-10T12:00:00.000Z', lookbackFrom: '2026-10-11T12:00:00.000Z' },
  closesAt: '2026-12-10T12:00:00.000Z',
  shares: [{ agentId: 'live-chat-agent', amountMinor: '6634', sharePercent: '33.33', touchIds: ['t1'] }],
  touches: [TOUCH, { ...TOUCH, agentId: null, personaId: null, campaign: null, rounding: 'down', amountMinor: '6633' }],
  leftOut: [{ ...TOUCH, reason: 'test', why: 'it was a test, and tests never count' }],
  sets: [
    {
      ...{ setId: 's1', seq: 1, book: 'real', reason: 'capture', model: 'linear', modelVersion: 1, currency: 'USD' },
      ...{
        amountMinor: '19900',
        occurredAt: 'a',
        recordedAt: '2026-11-10T12:00:01.000Z',
        eventId: 'e',
        actor: 'shopify:x',
      },
      credits: [
        { touchId: 't1', agentId: 'live-chat-agent', channel: 'chat', campaign: null, amountMinor: '6634' },
        { touchId: 't2', agentId: null, channel: 'email', campaign: null, amountMinor: '13266' },
      ],
    },
  ],
  notes: ['A note.'],
};

describe('vw finance attribution', () => {
  it('says who got what, why, what was left out, and what is booked', async () => {
    const { code, out, err } = await vw('finance attribution 450789469', { json: ORDER });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(gateway.seen[0]).toMatchObject({ path: '/api/finance/orders/450789469/attribution', query: {} });
    expect(out.split('\n')).toEqual([
      'Order 450789469, 199.00 USD, linear version 1',
      'Placed 2026-11-10T12:00:00.000Z; touches count since 2026-10-11T12:00:00.000Z. Open for late touches until 2026-12-10T12:00:00.000Z.',
      'when\twho\tchannel\tcampaign\tkind\tshare\texact\tgets\t\twhy',
      '2026-11-08T12:00:00.000Z\tlive-chat-agent (curator)\tchat\tfall\tdirect\t33.33 %\t6633 1/3\t66.34\trounded up\ttouch 1 of 3: all weigh the same',
      '2026-11-08T12:00:00.000Z\t–\tchat\t\tdirect\t33.33 %\t6633 1/3\t66.33\trounded down\ttouch 1 of 3: all weigh the same',
      'Left out:',
      'when\twho\tchannel\twhy it gets nothing',
      '2026-11-08T12:00:00.000Z\tlive-chat-agent (curator)\tchat\tit was a test, and tests never count',
      'Booked:',
      'recorded\treason\tbook\tcredits\tamount\t',
      '2026-11-10T12:00:01.000Z\tcapture\treal\tlive-chat-agent 66.34, email 132.66\t199.00\tUSD',
      'A note.',
      '',
    ]);
  });

  it('asks for another model, and says that it is hypothetical', async () => {
    const json = { ...ORDER, model: 'first', hypothetical: true, book: 'test', open: false };
    const { out } = await vw('finance attribution 1 --model first', { json });
    expect(gateway.seen[0]!.query).toEqual({ model: 'first' });
    expect(out).toContain('first version 1, hypothetical, test book\n');
    expect(out).toContain('Closed since 2026-12-10T12:00:00.000Z.');
  });

  it('says what is unattributed, and why there is nothing', async () => {
    const untouched = { ...ORDER, touches: [], leftOut: [], unattributedMinor: '19900' };
    expect((await vw('finance attribution 1', { json: untouched })).out).toContain('199.00 USD are unattributed.');
    const reason = 'Nothing is earned yet: there is nothing to divide.';
    const nothing = { ...ORDER, currency: null, placedAt: null, touches: [], leftOut: [], sets: [], notes: [], reason };
    expect((await vw('finance attribution 1', { json: nothing })).out).toBe(
      `Order 450789469, linear version 1\n${reason}\n`,
    );
  });

  it('gives the document, and an order that nobody knows an exit code', async () => {
    expect(JSON.parse((await vw('finance attribution 1 --json', { json: ORDER })).out)).toEqual(ORDER);
    const unknown = await vw('finance attribution 404', { status: 404, json: { title: 'Order not in the books' } });
    expect(unknown.code).toBe(5);
    expect(unknown.err).toContain('Order not in the books');
  });
});

const HEAD = {
  book: 'real',
  modelOfRecord: 'last',
  by: 'agent',
  from: '2026-11-01',
  to: '2026-11-30',
  notes: [],
} as const;
const SUMMARY: AttributionSummary = {
  ...{ ...HEAD, model: 'last' },
  currencies: [
    {
      ...{ currency: 'USD', netRevenueMinor: '29900', orders: '2.000000' },
      rows: [
        {
          ...{ key: null, name: null, unattributed: true, creditedMinor: '19900', orders: '1.000000' },
          sharePercent: '66.56',
        },
        {
          ...{
            key: null,
            name: null,
            unattributed: false,
            creditedMinor: '0',
            orders: '0.000000',
            sharePercent: '0.00',
          },
        },
        {
          ...{ key: 'live-chat-agent', name: 'Live Chat Agent', unattributed: false, creditedMinor: '10000' },
          ...{ orders: '1.000000', sharePercent: null },
        },
      ],
    },
  ],
};
const COMPARISON: AttributionComparison = {
  ...{ ...HEAD, models: ['first', 'last'] },
  currencies: [
    {
      ...{ currency: 'USD', netRevenueMinor: '29900', orders: '2.000000' },
      rows: [
        {
          ...{ key: 'live-chat-agent', name: 'Live Chat Agent', unattributed: false },
          ...{ creditedMinor: { first: '0', last: '29900' }, sharePercent: { first: '0.00', last: '100.00' } },
        },
      ],
    },
  ],
};

describe('vw finance attribution-summary', () => {
  it('shows credits with their total', async () => {
    const { code, out } = await vw('finance attribution-summary --by agent --from 2026-11-01 --model last', {
      json: SUMMARY,
    });
    expect(code).toBe(0);
    expect(gateway.seen[0]).toMatchObject({
      path: '/api/finance/attribution/summary',
      query: { by: 'agent', from: '2026-11-01', model: 'last' },
    });
    expect(out.split('\n')).toEqual([
      'Orders placed from 2026-11-01 to 2026-11-30, real book, by agent: last, of record',
      'agent\tname\tcredited\torders\tshare\t',
      'unattributed\tno touch at all\t199.00\t1\t66.56 %\tUSD',
      'no agent\tother touches\t0.00\t0\t0.00 %\tUSD',
      'live-chat-agent\tLive Chat Agent\t100.00\t1\t–\tUSD',
      'total\t\t299.00\t2\t\tUSD',
      '',
    ]);
  });

  it('shows every model side by side', async () => {
    const { out } = await vw('finance attribution-summary --compare', { json: COMPARISON });
    expect(gateway.seen[0]!.path).toBe('/api/finance/attribution/compare');
    expect(out).toContain(
      'agent\tname\tfirst\tlast (of record)\t\nlive-chat-agent\tLive Chat Agent\t0.00\t299.00\tUSD\n',
    );
  });

  it('gives the document, or the file as it is', async () => {
    expect(JSON.parse((await vw('finance attribution-summary --json', { json: SUMMARY })).out)).toEqual(SUMMARY);
    const text = 'key,name\r\n';
    expect(await vw('finance attribution-summary --compare --csv', { text })).toMatchObject({ code: 0, out: text });
    expect(gateway.seen.at(-1)).toMatchObject({ path: '/api/finance/attribution/compare', query: { format: 'csv' } });
  });

  it('says why there is nothing', async () => {
    const json = { ...SUMMARY, currencies: [], reason: 'No order.', notes: ['markov was never fitted.'] };
    expect((await vw('finance attribution-summary', { json })).out).toBe('No order.\nmarkov was never fitted.\n');
  });

  it.each(['--compare --model last', '--model best', '--by weather'])('refuses %s', async (options) => {
    expect((await vw(`finance attribution-summary ${options}`, {})).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });
});
