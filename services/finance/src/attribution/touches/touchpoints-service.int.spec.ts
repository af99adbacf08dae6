import { CheckoutCreated, InteractionRecorded } from '@vividwalls/events';
import { Clock } from '@vividwalls/platform';
import { eventually } from '@vividwalls/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { order, type OrderFields } from '../../order-books/testing/snapshots.js';
import { orderEvent } from '../../testing/order-events.js';
import { RunningFinance } from '../../testing/running-finance.js';
import { checkout, interaction } from '../testing/attribution-trial.js';

class SetClock extends Clock {
  at = new Date('2026-11-22T12:00:00.000Z');
  now(): Date {
    return this.at;
  }
}

const API = '/api/finance';
const clock = new SetClock();
let finance: RunningFinance;
beforeAll(async () => {
  finance = await RunningFinance.start('touchpoints-service', { clock, env: { FINANCE_ATTRIBUTION_MODEL: 'linear' } });
});
afterAll(() => finance?.stop());

const touch = (fields: object = {}, test = false) => {
  const { data } = interaction(fields);
  return finance.tell(InteractionRecorded, data.agentId, data, test);
};
/** An order of customer 7 placed on 10 November 2026, of 199.00 USD. */
const sell = (orderId: string, fields: OrderFields = {}) => {
  const placed = '2026-11-10T12:00:00Z';
  const own = { orderId, customerId: '7', createdAt: placed, updatedAt: placed, ...fields };
  finance.publish(orderEvent(order(own)));
};
const until = (orderId: string, expected: object) =>
  eventually(async () =>
    expect((await finance.get(`${API}/orders/${orderId}/attribution`)).body).toMatchObject(expected),
  );

describe('a touch in the future', () => {
  const future = { occurredAt: '2026-11-22T12:30:00Z' };

  it('is a dead letter at once when an event tells it', async () => {
    const event = touch(future);
    const manager = await jetstreamManager(finance.broker);
    await eventually(async () => {
      const letter = await manager.streams.getMessage('DLQ', { last_by_subj: 'vw.dlq.event.dead_lettered' });
      expect(JSON.parse(letter!.string())).toMatchObject({
        data: {
          ...{ consumer: 'finance', reason: 'permanent', attempts: 1, origin: { eventId: event.id } },
          error: expect.stringContaining(`touch of event ${event.id} is in the future`),
        },
      });
    });
  });

  it('is refused with the field when a request does, and nothing is done', async () => {
    const { body: before } = await finance.get<{ items: [] }>(`${API}/touchpoints?limit=100`);
    const { summary: _, ...data } = { ...interaction(future).data, summary: '' };
    expect(await finance.post(`${API}/touchpoints`, data)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/occurredAt', message: expect.stringMatching(/^is in the future/) }] },
    });
    expect((await finance.get(`${API}/touchpoints?limit=100`)).body).toEqual(before);
  });
});

describe('touchpoints', () => {
  it('can be told by request, twice as once, and change open orders', async () => {
    sell('1003', { customerId: '9' });
    await until('1003', { unattributedMinor: '19900', touches: [] });
    const { data } = interaction({ customerId: '9' });
    const first = await finance.post<{ id: string }>(`${API}/touchpoints`, data);
    expect(first).toMatchObject({ status: 201, body: { agentId: 'live-chat-agent', personaId: null, test: false } });
    expect((await finance.post<{ id: string }>(`${API}/touchpoints`, data)).body.id).toBe(first.body.id);
    await until('1003', {
      ...{ unattributedMinor: '0', touches: [{ touchId: first.body.id, amountMinor: '19900' }] },
      sets: [{ actor: expect.stringContaining('shopify:') }, { actor: 'user:spec', reason: 'late_touch' }],
    });
  });

  it.each([
    ['reached nobody known', { customerId: undefined }, '/customerId'],
    ['is of no kind that there is', { kind: 'magic' }, '/kind'],
    ['has no time', { occurredAt: 'yesterday' }, '/occurredAt'],
    ['names a hash that is none', { emailHash: 'bob@example.com' }, '/emailHash'],
  ])('are refused with the field when one %s', async (_what, fields, pointer) => {
    const { data } = interaction();
    expect(await finance.post(`${API}/touchpoints`, { ...data, ...fields })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });

  it('are listed newest first, by customer, agent and time, page by page', async () => {
    const list = async (query: string) =>
      (await finance.get<{ items: { occurredAt: string; agentId: string }[]; nextCursor?: string }>(`${API}/touchpoints?${query}`))
        .body; // prettier-ignore
    touch();
    touch({ agentId: 'email-marketing-agent', channel: 'email', occurredAt: '2026-11-08T12:00:00Z', campaign: 'fall' });
    touch({ occurredAt: '2026-09-20T12:00:00Z' });
    touch({ occurredAt: '2026-11-12T12:00:00Z' }, true);
    await eventually(async () => expect((await list('customerId=7')).items).toHaveLength(4));
    const all = await list('customerId=7');
    expect(all.items.map(({ occurredAt }) => occurredAt)).toEqual(
      all.items
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .reverse(),
    );
    const pages: object[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await list(`customerId=7&limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(all.items);
    expect((await list('agentId=email-marketing-agent')).items).toMatchObject([
      { occurredAt: '2026-11-08T12:00:00.000Z' },
    ]);
    expect((await list('from=2026-11-08T00:00:00Z&to=2026-11-09T00:00:00Z')).items).toHaveLength(1);
    expect((await list(`emailHash=${'a'.repeat(64)}`)).items).toEqual([]);
    expect((await finance.get(`${API}/touchpoints?cursor=x`)).status).toBe(400);
  });
});

describe('touch sources', () => {
  const path = `${API}/attribution/touch-sources`;

  it('give campaigns, codes and links to agents, until they are taken away', async () => {
    const source = { match: 'utm_campaign', value: 'Spring', agentId: 'instagram-agent', channel: 'instagram' };
    expect(await finance.put(path, source)).toMatchObject({ status: 200, body: { ...source, value: 'spring' } });
    await finance.put(path, { match: 'discount_code', value: 'WEST10', agentId: 'partnership-development-agent' });
    expect((await finance.get(`${path}?limit=1`)).body).toMatchObject({
      items: [{ match: 'discount_code', value: 'west10' }],
      nextCursor: expect.any(String),
    });
    const { nextCursor } = (await finance.get<{ nextCursor: string }>(`${path}?limit=1`)).body;
    expect((await finance.get(`${path}?cursor=${nextCursor}`)).body).toEqual({
      items: [{ ...source, value: 'spring' }],
    });

    const origin = { utm: { source: 'ig', campaign: 'spring' }, noteAttributes: [], checkoutToken: 'TS' };
    const snapshot = checkout({
      token: 'TS',
      origin,
      discountCodes: [{ code: 'west10', amountMinor: '100', type: 'x' }],
    });
    finance.tell(CheckoutCreated, 'c1', snapshot.data);
    await eventually(async () =>
      expect((await finance.get(`${API}/touchpoints?channel=discount`)).body).toMatchObject({
        items: [{ agentId: 'partnership-development-agent', source: 'discount', kind: 'assisted', campaign: 'west10' }],
      }),
    );
    sell('1004', { customerId: undefined, origin });
    await until('1004', {
      touches: expect.arrayContaining([
        expect.objectContaining({ agentId: 'instagram-agent', source: 'utm', occurredAt: '2026-11-10T11:00:00.000Z' }),
      ]) as never,
    });

    const query = 'match=discount_code&value=WEST10';
    expect((await finance.ask('DELETE', `${path}?${query}`)).status).toBe(204);
    expect((await finance.ask('DELETE', `${path}?${query}`)).status).toBe(404);
  });

  it.each([
    ['says nothing', { match: 'link', value: '/spring' }, '/agentId'],
    ['is blank', { match: 'link', value: ' ', agentId: 'a' }, '/value'],
    ['matches by nothing', { match: 'cookie', value: 'x', agentId: 'a' }, '/match'],
  ])('are refused with the field when one %s', async (_what, body, pointer) => {
    expect(await finance.put(path, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it('are changed by nobody without the scope', async () => {
    const asking = { scopes: ['finance:read'] };
    expect((await finance.put(path, { match: 'link', value: '/x', agentId: 'a' }, asking)).status).toBe(403);
    expect((await finance.post(`${API}/touchpoints`, interaction().data, asking)).status).toBe(403);
    expect((await finance.post(`${API}/attribution/models/markov/fit`, {}, asking)).status).toBe(403);
  });
});
